using System.Globalization;
using static Mingchu.Collector.Core.Cases.CaseCommand;

namespace Mingchu.Collector.Core.Cases;

/// <summary>Decides what a command does to a case. The whole workflow is here; storage and UI only ask.</summary>
/// <param name="policy">Item list, deadlines and calendar in force.</param>
public sealed partial class CaseDecider(WorkflowPolicy policy)
{
    /// <summary>Longest text a person may enter, characters.</summary>
    public const int MaxText = 4000;

    /// <summary>Every stage in which something is left to do.</summary>
    private static readonly Stage[] Unsettled = [.. Enum.GetValues<Stage>().Where(s => !s.IsSettled())];

    /// <summary>The same for premises that trade on platforms, or on none: what would go to a platform goes to the town's office then.</summary>
    public CaseDecider For(bool onPlatform) => onPlatform == policy.OnPlatform ? this : new(policy with { OnPlatform = onPlatform });

    /// <summary>Events of the command, or the refusal; <paramref name="state"/> is null when there is no such case.</summary>
    public CaseDecision Decide(CaseState? state, CaseCommand command, Actor actor, DateTimeOffset now)
    {
        if (!CaseRights.May(actor.Role, command))
            return No(Refusals.NotAllowed, "@role." + actor.Role.Word());
        if (state is null)
            return command is OpenFromLead open ? Open(open, now) : No(Refusals.NotFound);
        if (command.ExpectedVersion < state.DecidedVersion)
            return No(Refusals.Stale, "@stage." + state.Stage.Word());
        if (!CaseRights.Has(state.Flow, actor.Role, command))
            return No(Refusals.NotYours, state.Flow.Holder is { } holder ? "@role." + holder.Role.Word() : "@role.town-office");

        return command switch
        {
            OpenFromLead => No(Refusals.AlreadyOpen),
            AddLead c => Add(state, c.Lead),
            UpdateLead c => Yes(new CaseEvent.LeadUpdated(c.LeadId, c.News, c.Confidence, c.Seconds, c.LastAt)),
            AttachEvidence when actor.Role is not Role.System && state.Stage.IsSettled() => No(Refusals.Settled, "@stage." + state.Stage.Word()),
            AttachEvidence c => Yes(new CaseEvent.EvidenceAttached(c.LeadId, c.Kind, c.MediaType, c.Sha256, c.Bytes)),
            RecordPush c => Yes(new CaseEvent.PushRecorded(c.NoticeId, c.Audience, c.Channel, c.Delivered, c.Attempts, c.Detail)),
            RecordQuiet c => Yes(new CaseEvent.KeptQuiet(c.NoticeId, c.Audience, c.Channel, c.Because)),
            RecordNotice c => Yes(new CaseEvent.NoticeRecorded(c.Notice, c.Platform, c.Kind, c.Step, c.By)),
            RecordExport c => Yes(new CaseEvent.EvidenceExported(c.Pictures, c.By)),
            Regrade c => Grade(state, c, actor, now),
            Confirm c => At(state, Stage.Open) ?? Text(c.Note, false) ?? Yes(new CaseEvent.Confirmed(Trim(c.Note))),
            MarkFalseAlarm c => At(state, Stage.Open, Stage.Confirmed, Stage.Dispatched, Stage.Assigned, Stage.Answered, Stage.Tracking) ?? Text(c.Note, false)
                ?? Yes(new CaseEvent.MarkedFalseAlarm(Trim(c.Note))),
            Assign c => At(state, Stage.Confirmed, Stage.Dispatched, Stage.Assigned) ?? Text(c.AssigneeName, true) ?? Text(c.Note, false)
                ?? (c.AssigneeId == state.AssigneeId ? No(Refusals.SameAssignee, c.AssigneeName) : null)
                ?? Yes(new CaseEvent.Assigned(c.AssigneeId, c.AssigneeName.Trim(), Trim(c.Note))),
            AddNote c => Text(c.Text, true) ?? Yes(new CaseEvent.NoteAdded(c.Text.Trim())),
            Close c => At(state, Stage.Confirmed, Stage.Dispatched, Stage.Assigned, Stage.Answered, Stage.Tracking, Stage.Enforcement) ?? Text(c.Result, true)
                ?? Yes(new CaseEvent.Closed(c.Result.Trim())),
            Dispatch c => DispatchTo(state, c, now),
            Accept => At(state, Stage.Open, Stage.Confirmed, Stage.Dispatched) ?? Yes(new CaseEvent.TakenUp(actor.Id, actor.Name)),
            PassOn c => ToNext(state, c, now),
            SendBack c => Back(state, c, now),
            ToBrigade c => Brigade(state, c, now),
            Rectify c => At(state, Stage.Open, Stage.Confirmed, Stage.Dispatched, Stage.Assigned) ?? Text(c.Text, true) ?? Yes(new CaseEvent.Rectified(c.Text.Trim(), policy.Verify(now))),
            Answer c => At(state, Stage.Open, Stage.Confirmed, Stage.Dispatched, Stage.Assigned) ?? Text(c.Text, true) ?? Yes(new CaseEvent.Answered(c.Text.Trim(), policy.Verify(now))),
            Verify c => At(state, Stage.Answered) ?? Text(c.Text, true) ?? Look(state, c, now),
            Track c => TrackOn(state, c, now),
            StopTracking c => At(state, Stage.Tracking) ?? Text(c.Result, true) ?? Yes(new CaseEvent.TrackingStopped(), new CaseEvent.Closed(c.Result.Trim())),
            AskAssist c => Ask(state, c),
            Assist c => Help(state, c, actor.Role),
            ToEnforcement c => At(state, [.. Unsettled.Where(s => s != Stage.Enforcement)]) ?? Text(c.Reason, true) ?? Text(c.Number, false)
                ?? Yes(new CaseEvent.EnforcementBegun(c.Reason.Trim(), Trim(c.Number))),
            ReportMajor c => Major(state, c, actor.Role, now),
            TakeNotice c => Notice(state, c, actor.Role, now),
            PauseDeadline c => Text(c.Reason, true) ?? Pause(state, c, now),
            ResumeDeadline => Resume(state, now),
            Tick => TimeHasCome(state, now),
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };
    }

    private CaseDecision Open(OpenFromLead open, DateTimeOffset now)
    {
        var lead = open.Lead;
        return Text(lead.Text, false)
            ?? Yes(new CaseEvent.Opened(lead, open.Grade, policy.First(lead.Hazard, open.Grade.Grade, lead.Source, lead.CollectedBy, now)));
    }

    private static CaseDecision Add(CaseState state, Lead lead)
    {
        if (state.Stage.IsSettled())
            return No(Refusals.Settled, "@stage." + state.Stage.Word());
        if (Text(lead.Text, false) is { } refused)
            return refused;
        return lead.PremisesId == state.PremisesId && lead.Hazard == state.Hazard ? Yes(new CaseEvent.LeadAdded(lead)) : No(Refusals.OtherMatter);
    }

    private CaseDecision Grade(CaseState state, Regrade command, Actor actor, DateTimeOffset now)
    {
        if (state.Stage.IsSettled())
            return No(Refusals.Settled, "@stage." + state.Stage.Word());
        var (wanted, current) = (command.Grade.Grade, state.Grade.Grade);
        if (wanted is < 1 or > 3)
            return No(Refusals.GradeRange, wanted.ToString(CultureInfo.InvariantCulture));
        var byPerson = actor.Role is not Role.System;
        var kept = wanted == current || (!byPerson && (state.GradedByPerson || wanted < current));
        return kept
            ? No(Refusals.GradeKept, current.ToString(CultureInfo.InvariantCulture))
            : Yes(new CaseEvent.Regraded(command.Grade, byPerson, HandsFor(state, wanted, now)));
    }

    private static CaseDecision? At(CaseState state, params ReadOnlySpan<Stage> possible)
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

    private static CaseDecision Yes(params IReadOnlyList<CaseEvent> happened) => new CaseDecision.Accepted(happened);

    private static CaseDecision No(string code, params string[] values) => new CaseDecision.Refused(Refusal.Of(code, values));
}
