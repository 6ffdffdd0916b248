using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Calendars;
using Mingchu.Edge.Core.Rules;

namespace Mingchu.Edge.Core.Tests.Rules;

/// <summary>Other rules while alerts are open.</summary>
[Trait("row", "A7")]
public sealed class AdoptTests
{
    private static readonly Rule Left = new(Some.NoCap, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), Some.Left) { Hours = Some.Day };
    private static readonly Rulebook Book = new("pastry", [Left, Some.Rule], [new(Some.Left.Area) { Hazards = ["smoking"] }]);

    private static RulesState Opened()
    {
        var state = RulesState.Start(Book);
        for (var i = 0; i < 15; i++)
            (state, _) = RuleFold.Step(state, Book, new([Some.Head('v', x: 0.25f)]) { LocalTime = Some.At12 }, Some.Noon.AddMilliseconds(200 * i));
        Assert.Equal(2, state.OpenAlerts);
        return state;
    }

    public static TheoryData<string, Func<Rulebook, Rulebook>, int> Changes => new()
    {
        { "nothing, all made anew", book => book with { Rules = [Copy(book.Rules[0]), Copy(book.Rules[1])], Masks = [new(new([.. Some.Left.Area.Corners])) { Hazards = ["smoking"] }] }, 2 },
        { "another order", book => book with { Rules = [book.Rules[1], book.Rules[0]] }, 2 },
        { "one more rule", book => book with { Rules = [Some.Rule with { Condition = Some.Condition("no-mask") }, .. book.Rules] }, 2 },
        { "one less", book => book with { Rules = [book.Rules[1]] }, 1 },
        { "another dwell time", book => book with { Rules = [book.Rules[0], Some.Rule with { Dwell = TimeSpan.FromSeconds(9) }] }, 1 },
        { "another threshold", book => book with { Rules = [book.Rules[0], Some.Rule with { MinConfidence = 0.9 }] }, 1 },
        { "a moved zone", book => book with { Rules = [Left with { Zone = new("left", new([(0, 0), (0.4f, 0), (0.4f, 1), (0, 1)])) }, book.Rules[1]] }, 1 },
        { "other hours", book => book with { Rules = [Left with { Hours = new([new(Shift.EveryDay, new(9, 0), new(20, 0))]) }, book.Rules[1]] }, 1 },
        { "a mask for another hazard", book => book with { Masks = [] }, 2 },
        { "a mask for this one", book => book with { Masks = [new(Some.Left.Area)] }, 0 },
        { "no rules", book => book with { Rules = [] }, 0 },
    };

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void Open_alerts_of_rules_that_stay_go_on_and_the_others_are_withdrawn(string what, Func<Rulebook, Rulebook> change, int kept)
    {
        var to = change(Book);
        var (state, changes) = RuleFold.Adopt(Opened(), Book, to);
        Assert.True(kept == state.OpenAlerts, what);
        Assert.Equal(2 - kept, changes.Count);
        Assert.All(changes, c => Assert.Equal((AlertPhase.Cancelled, 1, Verdict.Undetermined), (c.Phase, c.Sequence, c.Verdict)));
        // It goes on as if nothing had been: nothing is raised again.
        (_, var next) = RuleFold.Step(state, to, new([Some.Head('v', x: 0.25f)]) { LocalTime = Some.At12 }, Some.Noon.AddSeconds(3));
        Assert.Empty(next);
    }

    private static Rule Copy(Rule rule) => rule with
    {
        Zone = rule.Zone is null ? null : new(rule.Zone.Id, new([.. rule.Zone.Area.Corners])),
        Hours = rule.Hours is null ? null : new([.. rule.Hours.Shifts.Select(s => new Shift([.. s.Days], s.From, s.To))]),
    };
}
