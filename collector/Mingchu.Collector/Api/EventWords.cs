using System.Globalization;
using System.Text.Json;
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
        CaseEvent.Opened { Lead.Text: { } text } e => Text("event.opened.person", Camera(e.Lead), Text($"source.{e.Lead.Source.Word()}"), Hazard(e.Lead.Hazard),
            e.Grade.Grade, text),
        CaseEvent.Opened e => Text("event.opened", Camera(e.Lead), Hazard(e.Lead.Hazard), e.Grade.Grade),
        CaseEvent.LeadAdded { Lead.Text: { } text } e => Text("event.lead-added.person", Camera(e.Lead), Text($"source.{e.Lead.Source.Word()}"), text),
        CaseEvent.LeadAdded e => Text("event.lead-added", Camera(e.Lead), Percent(e.Lead.Confidence)),
        CaseEvent.LeadUpdated e => Text($"event.lead-updated.{e.News}", LeadCamera(e.LeadId), Duration(e.Seconds), Percent(e.Confidence)),
        CaseEvent.EvidenceAttached { Kind: "photo" } => Text("event.photo-added"),
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
        CaseEvent.Dispatched e => Text("event.dispatched", RoleWord(e.Handing.To)) + Remark(e.Note),
        CaseEvent.TakenUp e => Text("event.accepted", e.ByName),
        CaseEvent.PassedOn e => Text("event.passed-on", RoleWord(e.Handing.To), e.Reason),
        CaseEvent.SentBack e => Text("event.sent-back", RoleWord(e.Handing.To), e.Reason),
        CaseEvent.Rectified e => Text("event.rectified", e.Text),
        CaseEvent.Answered e => Text("event.answered", e.Text),
        CaseEvent.Verified { Passed: true } e => Text("event.verified.passed", e.Text),
        CaseEvent.Verified e => Text("event.verified.failed", e.Text),
        CaseEvent.Tracked e => Text("event.tracked", e.Text),
        CaseEvent.TrackingStopped => Text("event.tracking-stopped"),
        CaseEvent.AssistAsked e => Text("event.assist-asked", RoleWord(e.By), e.Text),
        CaseEvent.Assisted e => Text("event.assisted", e.Text),
        CaseEvent.GivenToBrigade e => Text("event.given-to-brigade", e.Reason),
        CaseEvent.EnforcementBegun e => Text("event.enforcement-begun", e.Reason) + Remark(e.Number),
        CaseEvent.MajorReported e => Text("event.major-reported", e.Text) + Next(e.Report),
        CaseEvent.NoticeTaken e => Text("event.notice-taken", RoleWord(e.Level)) + Remark(e.Note) + Next(e.Report),
        CaseEvent.MajorWentOn e => Text("event.major-went-on", RoleWord(e.Level)) + Next(e.Report),
        CaseEvent.DeadlinePaused e => Text("event.deadline-paused", e.Reason),
        CaseEvent.DeadlineResumed => Text("event.deadline-resumed"),
        CaseEvent.Reminded e => Text("event.reminded", e.Number),
        CaseEvent.DeadlineMissed e => Text("event.deadline-missed", e.Times, RoleWord(e.Next.To)),
        CaseEvent.VerificationLate => Text("event.verification-late"),
        CaseEvent.KeptQuiet e => Text("event.kept-quiet", Audience(e.Audience), Channel(e.Channel), e.Because.In(CultureInfo.CurrentUICulture)),
        CaseEvent.NoticeRecorded e => Text($"event.notice.{e.Step}", Text($"notice.kind.{e.Kind}"), e.Notice, e.Platform, e.By),
        CaseEvent.EvidenceExported e => Text("event.evidence-exported", e.Pictures, e.By),
        _ => happened.GetType().Name,
    };

    /// <summary>Name of who did it.</summary>
    public static string Actor(string id, string name) => id == Core.Cases.Actor.System.Id ? Text("actor.system") : name;

    /// <summary>Name of an audience; its code when the texts do not know it.</summary>
    public static string Audience(string code) => Find($"audience.{code}") ?? Find($"role.{code}") ?? code;

    /// <summary>Name of a role.</summary>
    public static string RoleWord(Role role) => Text($"role.{role.Word()}");

    /// <summary>A stored phrase in words; null for none.</summary>
    public static string? Phrase(string? json) =>
        json is null ? null : JsonSerializer.Deserialize(json, CaseJson.Stored.Phrase)?.In(CultureInfo.CurrentUICulture);

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

    private static string Next(MajorReport report) => report.Level is { } level ? Text("event.major.next", RoleWord(level)) : Text("event.major.top");

    private string Camera(Lead lead) => cameras.GetValueOrDefault(lead.Origin, lead.Origin);

    private string LeadCamera(string leadId) => leadCameras.GetValueOrDefault(leadId, leadId);
}
