using System.Globalization;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Cases;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Api;

/// <summary>Says what happened in a case, in the language of the current reader.</summary>
/// <param name="leadCameras">Camera name by lead id.</param>
/// <param name="cameras">Camera name by <c>{device}/{camera}</c>.</param>
public sealed class EventWords(IReadOnlyDictionary<string, string> leadCameras, IReadOnlyDictionary<string, string> cameras)
{
    /// <summary>One sentence.</summary>
    public string Of(CaseEvent happened) => happened switch
    {
        CaseEvent.Opened e => Text("event.opened", Camera(e.Lead), Hazard(e.Lead.Hazard), e.Grade.Grade),
        CaseEvent.LeadAdded e => Text("event.lead-added", Camera(e.Lead), Percent(e.Lead.Confidence)),
        CaseEvent.LeadUpdated e => Text($"event.lead-updated.{e.News}", LeadCamera(e.LeadId), Duration(e.Seconds), Percent(e.Confidence)),
        CaseEvent.EvidenceAttached e => Text("event.evidence-attached", LeadCamera(e.LeadId), Text($"evidence.{e.Kind}")),
        CaseEvent.Regraded e => Text("event.regraded", e.Grade.Grade,
            string.Join(Text("list.separator"), e.Grade.Reasons.Select(r => r.In(CultureInfo.CurrentUICulture)))),
        CaseEvent.Confirmed e => Text("event.confirmed") + Remark(e.Note),
        CaseEvent.MarkedFalseAlarm e => Text("event.false-alarm") + Remark(e.Note),
        CaseEvent.Assigned e => Text("event.assigned", e.AssigneeName) + Remark(e.Note),
        CaseEvent.NoteAdded e => Text("event.note-added", e.Text),
        CaseEvent.Closed e => Text("event.closed", e.Result),
        CaseEvent.PushRecorded { Delivered: true } e => Text("event.push-recorded.delivered", Audience(e.Audience), Channel(e.Channel)),
        CaseEvent.PushRecorded e => Text("event.push-recorded.failed", Audience(e.Audience), Channel(e.Channel), e.Detail),
        CaseEvent.EvidenceExported e => Text("event.evidence-exported", e.Pictures, e.By),
        _ => happened.GetType().Name,
    };

    /// <summary>Name of who did it.</summary>
    public static string Actor(string id, string name) => id == Core.Cases.Actor.System.Id ? Text("actor.system") : name;

    /// <summary>Name of an audience; its code when the texts do not know it.</summary>
    public static string Audience(string code) => Find($"audience.{code}") ?? code;

    /// <summary>Name of a channel; its code when the texts do not know it.</summary>
    public static string Channel(string code) => Find($"channel.{code}") ?? code;

    /// <summary>A length of time in words.</summary>
    public static string Duration(double seconds)
    {
        var whole = (long)Math.Round(Math.Clamp(seconds, 0, 1e9));
        return whole switch
        {
            < 60 => Text("time.seconds", whole),
            < 3600 => Text("time.minutes", whole / 60, whole % 60),
            _ => Text("time.hours", whole / 3600, whole % 3600 / 60),
        };
    }

    /// <summary>A share as a percentage without decimals.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(share, 0, 1) * 100:0}%");

    private static string Remark(string? note) => note is null ? "" : Text("event.note", note);

    private string Camera(Lead lead) => cameras.GetValueOrDefault(lead.Origin, lead.Origin);

    private string LeadCamera(string leadId) => leadCameras.GetValueOrDefault(leadId, leadId);
}
