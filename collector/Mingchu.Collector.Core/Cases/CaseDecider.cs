using System.Globalization;
using static Mingchu.Collector.Core.Cases.CaseCommand;

namespace Mingchu.Collector.Core.Cases;

/// <summary>Decides what a command does to a case. The whole workflow is here; storage and UI only ask.</summary>
public static class CaseDecider
{
    /// <summary>Longest text a person may enter, characters.</summary>
    public const int MaxText = 4000;

    /// <summary>Events of the command, or the refusal; <paramref name="state"/> is null when there is no such case.</summary>
    public static CaseDecision Decide(CaseState? state, CaseCommand command, Actor actor, DateTimeOffset now)
    {
        _ = now; // deadlines will need it; callers already pass it, so the signature stays
        if (!May(actor.Role, command))
            return No(Refusals.NotAllowed, "@role." + actor.Role.Word());
        if (state is null)
            return command is OpenFromLead open ? Yes(new CaseEvent.Opened(open.Lead, open.Grade)) : No(Refusals.NotFound);
        if (command.ExpectedVersion < state.DecidedVersion)
            return No(Refusals.Stale, "@stage." + state.Stage.Word());

        return command switch
        {
            OpenFromLead => No(Refusals.AlreadyOpen),
            AddLead c => Add(state, c.Lead),
            UpdateLead c => Yes(new CaseEvent.LeadUpdated(c.LeadId, c.News, c.Confidence, c.Seconds, c.LastAt)),
            AttachEvidence c => Yes(new CaseEvent.EvidenceAttached(c.LeadId, c.Kind, c.MediaType, c.Sha256, c.Bytes)),
            RecordPush c => Yes(new CaseEvent.PushRecorded(c.NoticeId, c.Audience, c.Channel, c.Delivered, c.Attempts, c.Detail)),
            RecordExport c => Yes(new CaseEvent.EvidenceExported(c.Pictures, c.By)),
            Regrade c => Grade(state, c, actor),
            Confirm c => At(state, [Stage.Open]) ?? Text(c.Note, false) ?? Yes(new CaseEvent.Confirmed(Trim(c.Note))),
            MarkFalseAlarm c => At(state, [Stage.Open, Stage.Confirmed, Stage.Assigned]) ?? Text(c.Note, false)
                ?? Yes(new CaseEvent.MarkedFalseAlarm(Trim(c.Note))),
            Assign c => At(state, [Stage.Confirmed, Stage.Assigned]) ?? Text(c.AssigneeName, true) ?? Text(c.Note, false)
                ?? (c.AssigneeId == state.AssigneeId ? No(Refusals.SameAssignee, c.AssigneeName) : null)
                ?? Yes(new CaseEvent.Assigned(c.AssigneeId, c.AssigneeName.Trim(), Trim(c.Note))),
            AddNote c => Text(c.Text, true) ?? Yes(new CaseEvent.NoteAdded(c.Text.Trim())),
            Close c => At(state, [Stage.Confirmed, Stage.Assigned]) ?? Text(c.Result, true) ?? Yes(new CaseEvent.Closed(c.Result.Trim())),
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };
    }

    private static bool May(Role role, CaseCommand command) => command switch
    {
        OpenFromLead or AddLead or UpdateLead or AttachEvidence or RecordPush or RecordExport => role is Role.System,
        Confirm or MarkFalseAlarm or Assign or AddNote or Close => role.IsRegulator(),
        Regrade => role is Role.System || role.IsRegulator(),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    private static CaseDecision Add(CaseState state, Lead lead)
    {
        if (state.Stage.IsSettled())
            return No(Refusals.Settled, "@stage." + state.Stage.Word());
        return lead.PremisesId == state.PremisesId && lead.Hazard == state.Hazard ? Yes(new CaseEvent.LeadAdded(lead)) : No(Refusals.OtherMatter);
    }

    private static CaseDecision Grade(CaseState state, Regrade command, Actor actor)
    {
        if (state.Stage.IsSettled())
            return No(Refusals.Settled, "@stage." + state.Stage.Word());
        var (wanted, current) = (command.Grade.Grade, state.Grade.Grade);
        if (wanted is < 1 or > 3)
            return No(Refusals.GradeRange, wanted.ToString(CultureInfo.InvariantCulture));
        var byPerson = actor.Role is not Role.System;
        var kept = wanted == current || (!byPerson && (state.GradedByPerson || wanted < current));
        return kept ? No(Refusals.GradeKept, current.ToString(CultureInfo.InvariantCulture)) : Yes(new CaseEvent.Regraded(command.Grade, byPerson));
    }

    private static CaseDecision? At(CaseState state, ReadOnlySpan<Stage> possible)
    {
        if (possible.Contains(state.Stage))
            return null;
        return No(state.Stage.IsSettled() ? Refusals.Settled : Refusals.WrongStage, "@stage." + state.Stage.Word());
    }

    private static CaseDecision? Text(string? text, bool required)
    {
        if (required && string.IsNullOrWhiteSpace(text))
            return No(Refusals.TextMissing);
        return text?.Length > MaxText ? No(Refusals.TextTooLong, MaxText.ToString(CultureInfo.InvariantCulture)) : null;
    }

    private static string? Trim(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static CaseDecision Yes(CaseEvent happened) => new CaseDecision.Accepted([happened]);

    private static CaseDecision No(string code, params string[] values) => new CaseDecision.Refused(Refusal.Of(code, values));
}
