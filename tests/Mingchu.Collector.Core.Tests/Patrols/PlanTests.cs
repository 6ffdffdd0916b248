using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Core.Patrols;

namespace Mingchu.Collector.Core.Tests.Patrols;

public sealed class PlanTests
{
    private const string Licheng = "putian/xianyou/licheng";
    private const string Fengting = "putian/xianyou/fengting";

    private static readonly Campaign Dirty = new("脏乱差整治", "", [new("摸底", new(2026, 6, 1), new(2026, 6, 10)), new("整治", new(2026, 6, 11), new(2026, 8, 31))],
        [new(Licheng, 3), new(Fengting, 1)], [new("六月进展", new(2026, 6, 25)), new("七月进展", new(2026, 7, 27))]);

    [Theory]
    [Trait("row", "D3")]
    [InlineData(false, null, false, 0, "")]
    [InlineData(true, 9, false, 1, "hot.marked")]
    [InlineData(false, 10, true, 2, "key.bad-ratings key.near-school key.offences")]
    public void Key_premises_are_hot_badly_rated_near_schools_or_past_offenders(bool hot, int? bad, bool school, int offences, string reasons) =>
        Assert.Equal(reasons, string.Join(' ', KeyPremises.Reasons(new(hot ? Phrase.Of("hot.marked") : null, bad, school, offences), PatrolPolicy.Default.KeyLists).Select(r => r.Code)));

    [Fact]
    [Trait("row", "D5")]
    public void The_kitchen_not_looked_into_for_the_longest_time_is_next_and_in_the_end_everyone_was()
    {
        var policy = new RoundPolicy(60, 24, 10);
        var start = new DateTimeOffset(2026, 11, 26, 0, 0, 0, TimeSpan.Zero);
        Dictionary<string, DateTimeOffset?> last = Enumerable.Range(0, 50).ToDictionary(i => $"k-{i:D2}", _ => (DateTimeOffset?)null);
        List<string> order = [];
        for (var minute = 0; minute < 3000; minute++)
        {
            var now = start.AddMinutes(minute);
            if (RoundRobin.Next(last.Select(k => new RoundKitchen(k.Key, k.Value)), policy, now) is not { } next)
                continue;
            Assert.True(last[next] is not { } before || now - before >= TimeSpan.FromHours(24));
            last[next] = now;
            order.Add(next);
        }

        // 50 kitchens on each of two days and the beginning of the third, always in the same order.
        Assert.Equal(last.Keys.Order(), order.Take(50));
        Assert.Equal(order.Take(50), order.Skip(50).Take(50));
        Assert.Equal(150, order.Count);
    }

    [Fact]
    [Trait("row", "D5")]
    public void There_is_one_slot_per_look_and_none_without_a_pace()
    {
        var at = new DateTimeOffset(2026, 11, 26, 8, 4, 59, TimeSpan.Zero);
        var slot = RoundRobin.Slot(new(12, 24, 10), at)!.Value;
        Assert.Equal(new DateTimeOffset(2026, 11, 26, 8, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), slot);
        Assert.NotEqual(slot, RoundRobin.Slot(new(12, 24, 10), at.AddSeconds(1)));
        Assert.Null(RoundRobin.Slot(new(0, 24, 10), at));
    }

    [Fact]
    [Trait("row", "D7")]
    public void An_office_is_as_far_as_the_premises_it_inspected_in_the_phases_and_the_reports_it_handed_in()
    {
        CampaignInspection[] inspections =
        [
            new("a", Licheng, new(2026, 6, 2), 0), new("a", Licheng, new(2026, 7, 2), 2), new("b", Licheng + "/donghe", new(2026, 8, 31), 0),
            new("c", Licheng, new(2026, 5, 31), 1), new("d", Licheng, new(2026, 9, 1), 1), new("e", Licheng + "-2", new(2026, 7, 1), 1),
        ];
        Dictionary<(int, string), DateOnly> reports = new() { [(0, Licheng)] = new(2026, 6, 25), [(0, Fengting)] = new(2026, 6, 26) };
        var progress = CampaignFigures.Progress(Dirty, inspections, reports, new(2026, 7, 28));
        Assert.Equal([(Licheng, 3, 2, 1), (Fengting, 1, 0, 0)], progress.Select(o => (o.Office, o.Target, o.Done, o.Failed)));
        Assert.Equal([ReportState.HandedIn, ReportState.Missing], progress[0].Reports);
        Assert.Equal([ReportState.Late, ReportState.Missing], progress[1].Reports);
        Assert.Equal(ReportState.Open, CampaignFigures.Progress(Dirty, [], reports, new(2026, 7, 27))[0].Reports[1]);
        Assert.Equal("整治", Dirty.PhaseOf(new(2026, 6, 11))?.Name);
    }

    [Theory]
    [Trait("row", "D7")]
    // 2026-06-25 is a Thursday; the Friday to Sunday before it are the dragon boat festival.
    [InlineData("2026-06-22", "")]
    [InlineData("2026-06-23", "soon")]
    [InlineData("2026-06-25", "soon")]
    [InlineData("2026-06-26", "late")]
    [InlineData("2026-07-10", "late")]
    public void Offices_are_reminded_working_days_before_and_after_a_report_is_due(string today, string expected)
    {
        Dictionary<(int, string), DateOnly> reports = new() { [(0, Fengting)] = new(2026, 6, 1) };
        var reminders = CampaignFigures.Reminders(Dirty, reports, DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture), BusinessCalendar.Default, new(2));
        Assert.Equal(expected.Length == 0 ? [] : [new ReportReminder(0, Licheng, expected == "late")], reminders);
    }

    [Fact]
    [Trait("row", "D7")]
    public void After_an_early_end_nothing_counts_and_reports_due_later_are_owed_no_more()
    {
        var ended = Dirty with { EndedOn = new(2026, 7, 1) };
        CampaignInspection[] inspections = [new("a", Licheng, new(2026, 7, 1), 0), new("b", Licheng, new(2026, 7, 2), 0)];

        var progress = CampaignFigures.Progress(ended, inspections, new Dictionary<(int, string), DateOnly>(), new(2026, 8, 1));
        Assert.Equal((1, ReportState.Missing, ReportState.Dropped), (progress[0].Done, progress[0].Reports[0], progress[0].Reports[1]));
        Assert.All(CampaignFigures.Reminders(ended, new Dictionary<(int, string), DateOnly>(), new(2026, 8, 1), BusinessCalendar.Default, new(2)), r => Assert.Equal(0, r.Report));
        Assert.Null(ended.PhaseOf(new(2026, 7, 2)));
        Assert.Equal((true, false, true), (ended.IsOver(new(2026, 7, 1)), Dirty.IsOver(new(2026, 8, 31)), Dirty.IsOver(new(2026, 9, 1))));
    }

    [Fact]
    [Trait("row", "D7")]
    public void What_a_campaign_asks_is_its_phases_targets_and_reports()
    {
        Assert.Equal((false, true), (Dirty.HasBegun(new(2026, 5, 31)), Dirty.HasBegun(new(2026, 6, 1))));
        Assert.True(Dirty.AsksTheSame(Dirty with { Name = "x", Text = "y", Phases = [.. Dirty.Phases] }));
        Assert.False(Dirty.AsksTheSame(Dirty with { Targets = [new(Licheng, 4), new(Fengting, 1)] }));
        Assert.False(Dirty.AsksTheSame(Dirty with { Reports = [] }));
    }

    [Fact]
    [Trait("row", "D7")]
    public void A_campaign_out_of_order_or_area_is_refused_with_every_fault()
    {
        Assert.Empty(Dirty.Faults(Area.Of("putian/xianyou")));
        var wrong = new Campaign("", "", [new("a", new(2026, 6, 10), new(2026, 6, 1)), new("b", new(2026, 6, 1), new(2026, 6, 2))],
            [new("fuzhou/gulou", 1), new(Licheng, -1), new(Licheng, 1)], [new("x", new(2026, 6, 2)), new("", new(2026, 6, 1))]);
        Assert.Equal(["name", "phases[0].until", "phases[1].from", "targets[0].office", "targets[1].inspections", "targets[2].office", "reports[1].name", "reports[1].due"],
            wrong.Faults(Area.Of("putian")).Select(f => f.Split(':')[0]));
    }

    [Fact]
    public void A_policy_that_cannot_be_used_is_refused_with_every_error()
    {
        var (policy, errors) = PatrolFile.Parse("""
            {"version": "", "hot": {"monthlyOrders": 0, "topOfCategory": 3}, "draw": {"share": 1.5, "levels": ["village"], "day": 31, "allow": {}},
             "keyLists": {"day": 1, "badRatings": 0, "offences": 0, "offenceDays": 0}, "round": {"looksPerHour": -1, "leastHours": 0, "faultMinutes": -1}, "campaigns": {"remindWorkingDays": -1}}
            """);
        Assert.Null(policy);
        Assert.Equal(["version", "hot.monthlyOrders", "draw.share", "draw.levels", "draw.day", "draw.allow", "keyLists.badRatings", "keyLists.offences", "keyLists.offenceDays",
            "round.looksPerHour", "round.leastHours", "round.faultMinutes", "campaigns.remindWorkingDays"], errors.Select(e => e.Split(':')[0]));
        Assert.Equal((5000, 0.15m), (PatrolPolicy.Default.Hot.MonthlyOrders, PatrolPolicy.Default.Draw.Share));
    }
}
