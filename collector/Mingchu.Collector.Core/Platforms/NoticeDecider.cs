using System.Globalization;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Deadlines;
using static Mingchu.Collector.Core.Platforms.NoticeCommand;

namespace Mingchu.Collector.Core.Platforms;

/// <summary>Decides what a command does to a notice to a platform. The whole way of a notice is here; storage and pages only ask.</summary>
/// <param name="policy">Times, lines and reviewers in force.</param>
/// <param name="calendar">Working days.</param>
public sealed class NoticeDecider(PlatformPolicy policy, BusinessCalendar calendar)
{
    private static readonly (double, double) Reminders = (0.5, 0.9);

    /// <summary>Events of the command, or the refusal; <paramref name="state"/> is null when there is no such notice.</summary>
    public Decision<NoticeEvent> Decide(NoticeState? state, NoticeCommand command, Actor actor, DateTimeOffset now)
    {
        if (!May(actor, command, state))
            return No(PlatformRefusals.NotYours, "@role." + actor.Role.Word());
        if (state is null)
            return command is Draft first ? Write(first.Body, actor, now) : No(PlatformRefusals.NoNotice);
        if (command.ExpectedVersion < state.DecidedVersion)
            return No(PlatformRefusals.Changed);
        return command switch
        {
            Draft c => At(state, NoticeStage.Draft) ?? Write(c.Body, actor, now),
            Submit => At(state, NoticeStage.Draft) ?? Yes(new NoticeEvent.Submitted()),
            Approve => At(state, NoticeStage.InReview) ?? NotTheReviewer(state, actor) ?? Send(state, now),
            Return c => At(state, NoticeStage.InReview) ?? NotTheReviewer(state, actor) ?? Text(c.Reason) ?? Yes(new NoticeEvent.Returned(c.Reason.Trim())),
            Withdraw c => (state.Body.Kind.IsOrder() ? At(state, NoticeStage.Draft, NoticeStage.InReview) : At(state, NoticeStage.Draft, NoticeStage.InReview, NoticeStage.Sent))
                ?? Text(c.Reason) ?? Yes(new NoticeEvent.Withdrawn(c.Reason.Trim())),
            Answer c => At(state, NoticeStage.Sent) ?? Text(c.Text) ?? (c.Evidence.Count == 0 ? No(PlatformRefusals.NoEvidence) : null)
                ?? Yes(new NoticeEvent.Answered(c.Text.Trim(), c.Evidence, state.IsOverdue || now > state.Deadline?.DueAt)),
            Accept c => At(state, NoticeStage.Answered) ?? Text(c.Text) ?? Yes(new NoticeEvent.Accepted(c.Text.Trim())),
            Reject c => At(state, NoticeStage.Answered) ?? Text(c.Text) ?? Yes(new NoticeEvent.Rejected(c.Text.Trim(), ByPolicy(state.Body.Kind, now))),
            Tick => TimeHasCome(state, now),
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };
    }

    // Whether the notice lies in the actor's area, or was sent to the actor's platform, is looked at before.
    private static bool May(Actor actor, NoticeCommand command, NoticeState? state) => command switch
    {
        Tick => actor.Role is Role.System,
        Answer => actor.Role is Role.Platform && (state is null || state.Body.Platform == actor.Platform),
        Approve or Return => actor.Role is Role.Supervisor or Role.Admin or Role.CountyBureau or Role.CityBureau,
        _ => actor.Role.IsRegulator(),
    };

    private Decision<NoticeEvent> Write(NoticeDraft draft, Actor actor, DateTimeOffset now)
    {
        var body = draft with { Facts = draft.Facts.Trim(), Basis = draft.Basis.Trim(), Demand = draft.Demand.Trim() };
        if (body.Facts.Length is 0 or > CaseDecider.MaxText)
            return No(PlatformRefusals.BadField, "@notice.facts");
        if (body.Basis.Length is 0 or > CaseDecider.MaxText)
            return No(PlatformRefusals.BadField, "@notice.basis");
        if (body.Demand.Length is 0 or > CaseDecider.MaxText)
            return No(PlatformRefusals.BadField, "@notice.demand");
        if (body.Kind.IsOrder() && body.PremisesId is null)
            return No(PlatformRefusals.BadField, "@notice.premises");
        if (policy.Line(body.Line) is null)
            return No(PlatformRefusals.BadField, "@notice.line");
        return Day(body.DueOn, now) ?? Yes(new NoticeEvent.Drafted(body, actor.Id));
    }

    // Four eyes: who drafted it does not review it, whatever the role.
    private Decision<NoticeEvent>? NotTheReviewer(NoticeState state, Actor actor)
    {
        if (state.DraftedById == actor.Id)
            return No(PlatformRefusals.OwnDraft);
        var line = policy.Line(state.Body.Line);
        return line is { Reviewers.Count: > 0 } && !line.Reviewers.Contains(actor.Name, StringComparer.Ordinal)
            ? No(PlatformRefusals.NotReviewer, line.Name, string.Join(", ", line.Reviewers))
            : null;
    }

    private Decision<NoticeEvent> Send(NoticeState state, DateTimeOffset now) => Day(state.Body.DueOn, now) ?? Yes(new NoticeEvent.Sent(
        state.Body.DueOn is { } day ? Deadline.Until(calendar, calendar.EndOf(day), false, Reminders, "person", now) : ByPolicy(state.Body.Kind, now)));

    private Deadline ByPolicy(NoticeKind kind, DateTimeOffset now) => Deadline.Begin(calendar, policy.Allow[kind], Reminders, policy.Version, now);

    private Decision<NoticeEvent>? Day(DateOnly? day, DateTimeOffset now) =>
        day is { } due && (calendar.EndOf(due) <= now || due > calendar.DayOf(now).AddYears(1))
            ? No(PlatformRefusals.DueOn, due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            : null;

    private Decision<NoticeEvent> TimeHasCome(NoticeState state, DateTimeOffset now)
    {
        if (state.Deadline is not { } running || !(running.NextAt <= now))
            return No(Refusals.NotDue);
        if (state.IsOverdue)
            return Yes(new NoticeEvent.Missing());
        if (running.DueAt <= now)
        {
            // Only its end matters: nobody is reminded of a deadline that has passed.
            var grace = Deadline.Begin(calendar, policy.Grace, Reminders, policy.Version, running.DueAt) with { Reminded = 2 };
            return grace.DueAt <= now ? Yes(new NoticeEvent.Overdue(grace), new NoticeEvent.Missing()) : Yes(new NoticeEvent.Overdue(grace));
        }

        return Yes(new NoticeEvent.Reminded(running.RemindersBy(now)));
    }

    private static Decision<NoticeEvent>? At(NoticeState state, params ReadOnlySpan<NoticeStage> possible) =>
        possible.Contains(state.Stage) ? null : No(PlatformRefusals.NoticeStage, "@notice.stage." + state.Stage.Word());

    private static Decision<NoticeEvent>? Text(string text) =>
        string.IsNullOrWhiteSpace(text) ? No(Refusals.TextMissing)
        : text.Length > CaseDecider.MaxText ? No(Refusals.TextTooLong, CaseDecider.MaxText.ToString(CultureInfo.InvariantCulture)) : null;

    private static Decision<NoticeEvent> Yes(params IReadOnlyList<NoticeEvent> events) => new(events, null);

    private static Decision<NoticeEvent> No(string code, params string[] values) => new([], Refusal.Of(code, values));
}
