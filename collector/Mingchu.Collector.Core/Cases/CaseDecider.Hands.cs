using Mingchu.Collector.Core.Platforms;
using static Mingchu.Collector.Core.Cases.CaseCommand;

namespace Mingchu.Collector.Core.Cases;

/// <content>From hand to hand.</content>
public sealed partial class CaseDecider
{
    private const string ByPerson = "person";

    private CaseDecision DispatchTo(CaseState state, Dispatch command, DateTimeOffset now)
    {
        var flow = state.Flow;
        if (At(state, Stage.Open, Stage.Confirmed, Stage.Dispatched, Stage.Assigned, Stage.Answered, Stage.Tracking) is { } wrong)
            return wrong;
        if (!command.To.CanHold())
            return No(Refusals.NoHolder, "@role." + command.To.Word());
        if (command.To is Role.Platform && !policy.OnPlatform)
            return No(PlatformRefusals.NoPlatform);
        if (flow.Holder?.Role == command.To && state.Stage is not (Stage.Open or Stage.Confirmed))
            return No(Refusals.SameHolder, "@role." + command.To.Word());
        return Down(flow, command.To) ?? Text(command.Note, false)
            ?? Yes(new CaseEvent.Dispatched(policy.Hand(command.To, flow.Urgency, state.Grade.Grade, ByPerson, now), Trim(command.Note)));
    }

    private CaseDecision ToNext(CaseState state, PassOn command, DateTimeOffset now)
    {
        if ((At(state, Stage.Open, Stage.Confirmed, Stage.Dispatched, Stage.Assigned, Stage.Tracking) ?? Text(command.Reason, true)) is { } wrong)
            return wrong;
        return state.Flow.Holder is { } holder && policy.Items.PassOn.TryGetValue(holder.Role, out var next)
            ? Yes(new CaseEvent.PassedOn(policy.Hand(next, state.Flow.Urgency, state.Grade.Grade, ByPerson, now), command.Reason.Trim()))
            : No(Refusals.NoHigherLevel);
    }

    private CaseDecision Back(CaseState state, SendBack command, DateTimeOffset now)
    {
        if ((At(state, Stage.Open, Stage.Confirmed, Stage.Dispatched, Stage.Assigned) ?? Text(command.Reason, true)) is { } wrong)
            return wrong;
        if (state.Flow.Holder?.From is not { Role: var before })
            return No(Refusals.NobodySent);
        return Down(state.Flow, before)
            ?? Yes(new CaseEvent.SentBack(policy.Hand(before, state.Flow.Urgency, state.Grade.Grade, ByPerson, now), command.Reason.Trim()));
    }

    private CaseDecision Brigade(CaseState state, ToBrigade command, DateTimeOffset now)
    {
        if ((At(state, [.. Unsettled.Where(s => s != Stage.Enforcement)]) ?? Text(command.Reason, true)) is { } wrong)
            return wrong;
        return state.Flow.Holder?.Role is Role.Brigade
            ? No(Refusals.SameHolder, "@role.brigade")
            : Yes(new CaseEvent.GivenToBrigade(policy.Hand(Role.Brigade, state.Flow.Urgency, state.Grade.Grade, ByPerson, now), command.Reason.Trim()));
    }

    private static CaseDecision Ask(CaseState state, AskAssist command)
    {
        if ((At(state, Unsettled) ?? Text(command.Text, true)) is { } wrong)
            return wrong;
        var above = state.Flow.Holder?.Role.Rank() is > 0 and var rank ? rank : int.MaxValue;
        return command.By.IsOffice() && command.By.Rank() < above
            ? Yes(new CaseEvent.AssistAsked(command.By, command.Text.Trim()))
            : No(Refusals.NotLower, "@role." + command.By.Word());
    }

    private static CaseDecision Help(CaseState state, Assist command, Role role)
    {
        if (Text(command.Text, true) is { } wrong)
            return wrong;
        return state.Flow.Assisting is { } asked && (asked == role || role is Role.Supervisor or Role.Admin)
            ? Yes(new CaseEvent.Assisted(command.Text.Trim()))
            : No(Refusals.NotAsked, "@role." + role.Word());
    }

    private CaseDecision Look(CaseState state, Verify command, DateTimeOffset now)
    {
        var text = command.Text.Trim();
        if (command.Passed)
            return Yes(new CaseEvent.Verified(true, text, null), new CaseEvent.Closed(text));
        var again = state.Flow.Holder is { } holder ? policy.Hand(holder.Role, state.Flow.Urgency, state.Grade.Grade, ByPerson, now).Deadline : null;
        return Yes(new CaseEvent.Verified(false, text, again));
    }

    // Never to a lower department than the one that collected it (B8); merchants and platforms are no departments, they put things right.
    private static CaseDecision? Down(CaseFlow flow, Role to) =>
        flow.Floor is { } floor && to.IsOffice() && to.Rank() < floor.Rank() ? No(Refusals.NeverDown, "@role." + floor.Word(), "@role." + to.Word()) : null;

    // Whose a case is with another grade; null when it stays. What was passed on to a higher office stays there, and so does what is being verified or followed.
    private Handing? HandsFor(CaseState state, int grade, DateTimeOffset now)
    {
        if (state.Stage is Stage.Answered or Stage.Tracking or Stage.Enforcement || state.Flow.Holder is not { } holder)
            return null;
        var first = policy.First(state.Hazard, grade, state.Flow.Source, state.Flow.Floor, now);
        return first.To != holder.Role && (holder.From is null || Reach(first.To) > Reach(holder.Role)) && Down(state.Flow, first.To) is null ? first : null;
    }

    // Merchant, platform, then the line of offices: who comes after whom when nobody answers.
    private static int Reach(Role role) => role switch { Role.Merchant => -2, Role.Platform => -1, _ => role.Rank() };
}
