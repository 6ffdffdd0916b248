using Mingchu.Collector.Core.Cases;
using static Mingchu.Collector.Core.Cases.CaseCommand;

namespace Mingchu.Collector.Core.Tests.Cases;

/// <summary>What time does to a case.</summary>
public sealed class DeadlineStepsTests
{
    [Fact]
    [Trait("row", "B4")]
    public void A_merchant_who_does_not_answer_is_reminded_twice_then_the_platform_has_it_then_the_regulator()
    {
        var state = Some.Opened();
        Assert.Equal(Role.Merchant, state.Flow.Holder!.Role);
        foreach (var number in new[] { 1, 2 })
        {
            Assert.Equal("not-due", Some.Refusal(state, new Tick(), Role.System, state.Flow.NextAt!.Value.AddTicks(-1)));
            Assert.Equal([new CaseEvent.Reminded(number)], Some.Events(state, new Tick(), Actor.System, state.Flow.NextAt));
            state = Tick(state);
        }

        state = Tick(state);
        Assert.Equal((2, Role.Platform, 1, Stage.Open), (state.Grade.Grade, state.Flow.Holder!.Role, state.Flow.Missed, state.Stage));
        Assert.Contains("商户逾期未反馈", state.Grade.Reasons[^1].In(new("zh-CN")), StringComparison.Ordinal);
        state = Tick(Tick(Tick(state)));
        Assert.Equal((3, Role.TownOffice, 2), (state.Grade.Grade, state.Flow.Holder!.Role, state.Flow.Missed));
        state = Tick(Tick(Tick(state)));
        Assert.Equal((3, Role.CountyBureau, 3), (state.Grade.Grade, state.Flow.Holder!.Role, state.Flow.Missed));
    }

    [Fact]
    [Trait("row", "B4")]
    public void An_answer_stops_the_deadline_and_a_failed_verification_begins_a_new_one()
    {
        var answered = Some.Do(Some.Opened(), new Rectify("已戴帽"), Role.Merchant);
        Assert.Equal((Stage.Answered, Some.At), (answered.Stage, answered.Flow.Deadline!.StartedAt));
        var again = Some.Do(answered, new Verify(false, "仍未戴"), Role.TownOffice, Some.At.AddDays(1));
        Assert.Equal((Stage.Dispatched, Some.At.AddDays(1)), (again.Stage, again.Flow.Deadline!.StartedAt));
    }

    [Fact]
    [Trait("row", "B6")]
    public void What_was_answered_has_to_be_verified_in_time_and_its_holder_is_not_blamed_when_it_is_not()
    {
        var state = Some.Do(Some.Opened(), new Rectify("已戴帽"), Role.Merchant);
        state = Tick(Tick(state));
        Assert.IsType<CaseEvent.VerificationLate>(Assert.Single(Some.Events(state, new Tick(), Actor.System, state.Flow.NextAt)));
        state = Tick(state);
        Assert.Equal((Stage.Answered, Role.Merchant, 0, 1), (state.Stage, state.Flow.Holder!.Role, state.Flow.Missed, state.Grade.Grade));
    }

    [Fact]
    [Trait("row", "B4")]
    public void A_paused_deadline_fires_nothing_and_what_was_left_is_left_after_it()
    {
        var state = Some.Do(Some.At_(Stage.Dispatched), new PauseDeadline("送检"), Role.TownOffice);
        Assert.Null(state.Flow.NextAt);
        Assert.Equal("not-due", Some.Refusal(state, new Tick(), Role.System, Some.At.AddYears(1)));
        Assert.Equal("paused", Some.Refusal(state, new PauseDeadline("x"), Role.TownOffice));
        var before = WorkflowPolicy.Default.Calendar.WorkingTime(Some.At, state.Flow.Deadline!.DueAt);
        var later = Some.At.AddDays(20);
        state = Some.Do(state, new ResumeDeadline(), Role.TownOffice, later);
        Assert.Equal(before, WorkflowPolicy.Default.Calendar.WorkingTime(later, state.Flow.Deadline!.DueAt));
        Assert.Equal("not-paused", Some.Refusal(state, new ResumeDeadline(), Role.TownOffice));
    }

    [Fact]
    [Trait("row", "B6")]
    public void A_long_matter_is_followed_with_reminders_until_it_is_settled()
    {
        var state = Some.At_(Stage.Tracking);
        Assert.Equal(Some.At.AddDays(10), state.Flow.NextAt);
        state = Tick(Tick(Tick(state)));
        Assert.Equal((Stage.Tracking, Role.TownOffice, 1), (state.Stage, state.Flow.Holder!.Role, state.Flow.Missed));
        Assert.Equal("next-look", Some.Refusal(state, new Track(Some.At, "x"), Role.TownOffice));
        Assert.Equal(Stage.Closed, Some.Do(state, new StopTracking("已搬迁"), Role.TownOffice).Stage);
    }

    /// <summary>Whatever the clock does, forwards or backwards, a reminder comes once and a deadline is missed once.</summary>
    [Fact]
    [Trait("row", "B4")]
    public void Nothing_fires_twice_however_the_clock_jumps() =>
        Gen.Int[-60 * 24 * 40, 60 * 24 * 60].Array[1, 40].Sample(minutes =>
        {
            var state = Some.Opened();
            var seen = new HashSet<(int Missed, int Number)>();
            foreach (var now in minutes.Select(m => Some.At.AddMinutes(m)))
            {
                if (Some.Decider.Decide(state, new Tick(), Actor.System, now) is not CaseDecision.Accepted yes)
                    continue;
                foreach (var happened in yes.Events)
                {
                    if (happened is CaseEvent.Reminded reminded)
                        Assert.True(seen.Add((state.Flow.Missed, reminded.Number)));
                    if (happened is CaseEvent.DeadlineMissed missed)
                        Assert.True(seen.Add((missed.Times, 0)));
                    state = CaseState.Evolve(state, happened);
                }

                Assert.True(state.Flow.NextAt > now, "what was done must not be due again at once");
            }
        });

    private static CaseState Tick(CaseState state) => Some.Do(state, new Tick(), Actor.System, state.Flow.NextAt);
}
