using System.Globalization;
using Mingchu.Collector.Core.Grading;
using static Mingchu.Collector.Core.Cases.CaseCommand;

namespace Mingchu.Collector.Core.Cases;

/// <content>Deadlines, long matters and major incidents.</content>
public sealed partial class CaseDecider
{
    private CaseDecision TrackOn(CaseState state, Track command, DateTimeOffset now)
    {
        if ((At(state, Stage.Confirmed, Stage.Dispatched, Stage.Assigned, Stage.Answered, Stage.Tracking) ?? Text(command.Text, true)) is { } wrong)
            return wrong;
        return command.NextLook > now && command.NextLook <= now.AddDays(366)
            ? Yes(new CaseEvent.Tracked(policy.NextLook(command.NextLook.ToUniversalTime(), now), command.Text.Trim()))
            : No(Refusals.NextLook);
    }

    private static CaseDecision Pause(CaseState state, PauseDeadline command, DateTimeOffset now) => state.Flow.Deadline switch
    {
        null => No(Refusals.NoDeadline),
        { PausedAt: not null } => No(Refusals.Paused),
        var running => Yes(new CaseEvent.DeadlinePaused(command.Reason.Trim(), running.Pause(now))),
    };

    private CaseDecision Resume(CaseState state, DateTimeOffset now) => state.Flow.Deadline switch
    {
        null => No(Refusals.NoDeadline),
        { PausedAt: null } => No(Refusals.NotPaused),
        var paused => Yes(new CaseEvent.DeadlineResumed(paused.Resume(policy.Calendar, now))),
    };

    private CaseDecision Major(CaseState state, ReportMajor command, Role by, DateTimeOffset now)
    {
        if ((At(state, Unsettled) ?? Text(command.Text, true)) is { } wrong)
            return wrong;
        return state.Flow.Major is not null
            ? No(Refusals.MajorAlready)
            : Yes(new CaseEvent.MajorReported(command.Text.Trim(), Report(by.IsOffice() ? by : Role.VillageCentre, now)));
    }

    private CaseDecision Notice(CaseState state, TakeNotice command, Role by, DateTimeOffset now)
    {
        if (Text(command.Note, false) is { } wrong)
            return wrong;
        if (state.Flow.Major is not { Level: { } awaited } || (by.IsOffice() && by.Rank() < awaited.Rank()))
            return No(Refusals.NoNoticeAwaited, "@role." + by.Word());
        var level = by.IsOffice() ? by : awaited;
        return Yes(new CaseEvent.NoticeTaken(level, Trim(command.Note), Report(level, now)));
    }

    // The level above this one has to take notice next.
    private MajorReport Report(Role below, DateTimeOffset now) =>
        new(Levels.Line.Where(r => r.Rank() > below.Rank()).Select(r => (Role?)r).FirstOrDefault(), now.AddMinutes(policy.Deadlines.MajorMinutes));

    // What is due by now, each once: what was done shows in the state, so a clock that jumps does nothing twice.
    private CaseDecision TimeHasCome(CaseState state, DateTimeOffset now)
    {
        List<CaseEvent> due = [];
        if (state.Flow.Major is { Level: { } awaited, DueAt: var noticeDue } && noticeDue <= now)
            due.Add(new CaseEvent.MajorWentOn(awaited, Report(awaited, now)));
        if (state.Flow is { Deadline: { PausedAt: null } deadline, Holder: { } holder })
        {
            if (deadline.DueAt <= now)
                due.AddRange(state.Stage is Stage.Answered ? [new CaseEvent.VerificationLate(policy.Verify(now))] : Miss(state, holder, now));
            else if (deadline.RemindersBy(now) is var number && number > deadline.Reminded)
                due.Add(new CaseEvent.Reminded(number));
        }

        return due.Count > 0 ? Yes(due) : No(Refusals.NotDue);
    }

    private IEnumerable<CaseEvent> Miss(CaseState state, Holder holder, DateTimeOffset now)
    {
        var (times, grade) = (state.Flow.Missed + 1, state.Grade.Grade);
        var rule = policy.Deadlines.RuleFor(state.Flow.Urgency, grade, holder.Role);
        var raised = state.Stage is Stage.Tracking ? grade : Math.Min(3, grade + rule.Raise);
        if (raised > grade)
        {
            var reason = Phrase.Of("grade.missed", "@role." + holder.Role.Word(), Text(times), Text(raised - grade));
            yield return new CaseEvent.Regraded(new GradeResult(raised, [.. state.Grade.Reasons, reason], policy.Deadlines.Version), false);
        }

        yield return new CaseEvent.DeadlineMissed(times, policy.Hand(Next(state, holder, rule.PassOn, raised, now), state.Flow.Urgency, raised, policy.Items.Version, now));
    }

    // Who comes after somebody who did not answer: whose the new grade is, else the next level, else the same again.
    private Role Next(CaseState state, Holder holder, bool passOn, int grade, DateTimeOffset now)
    {
        if (state.Stage is Stage.Tracking)
            return holder.Role;
        if (grade > state.Grade.Grade && policy.First(state.Hazard, grade, state.Flow.Source, state.Flow.Floor, now).To is var first && Reach(first) > Reach(holder.Role))
            return first;
        return passOn && policy.Items.PassOn.TryGetValue(holder.Role, out var above) ? above : holder.Role;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
