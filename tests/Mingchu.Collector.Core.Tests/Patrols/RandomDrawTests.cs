using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Patrols;

namespace Mingchu.Collector.Core.Tests.Patrols;

[Trait("row", "D2")]
public sealed class RandomDrawTests
{
    private static readonly Gen<(string Seed, string[] Ids, int Share)> Draws =
        Gen.Select(Gen.String[Gen.Char['a', 'f'], 1, 20], Gen.Int[0, 5000].Array[0, 60].Select(n => n.Select(i => $"p-{i}").ToArray()), Gen.Int[1, 100]);

    [Fact]
    public void At_least_the_share_is_drawn_and_not_one_more_than_that_takes() => Draws.Sample(d =>
    {
        var share = d.Share / 100m;
        var run = RandomDraw.Run(d.Seed, d.Ids, share);
        var (all, drawn) = (d.Ids.Distinct().Count(), run.Count(t => t.IsDrawn));
        return run.Count == all && drawn >= all * share && drawn - 1 < all * share;
    });

    [Fact]
    public void Nobody_is_drawn_twice_and_everybody_drawn_was_a_candidate() => Draws.Sample(d =>
    {
        var run = RandomDraw.Run(d.Seed, d.Ids, d.Share / 100m);
        return run.Select(t => t.Id).Distinct().Count() == run.Count && run.All(t => d.Ids.Contains(t.Id));
    });

    [Fact]
    public void The_same_seed_draws_the_same_in_whatever_order_the_candidates_come() => Draws.Sample(d =>
        RandomDraw.Run(d.Seed, d.Ids, 0.15m).SequenceEqual(RandomDraw.Run(d.Seed, d.Ids.Reverse(), 0.15m)));

    [Fact]
    public void A_ticket_not_behind_the_last_one_drawn_is_drawn_and_no_other() => Draws.Sample(d =>
    {
        var run = RandomDraw.Run(d.Seed, d.Ids, d.Share / 100m);
        var last = run.Where(t => t.IsDrawn).Max(t => t.Ticket);
        return run.All(t => t.IsDrawn == string.CompareOrdinal(t.Ticket, last) <= 0);
    });

    [Fact]
    public void Another_seed_draws_others_and_over_many_seeds_everybody_as_often()
    {
        var ids = Enumerable.Range(0, 20).Select(i => $"p-{i}").ToList();
        var times = Enumerable.Range(0, 2000).SelectMany(s => RandomDraw.Run($"seed {s}", ids, 0.15m).Where(t => t.IsDrawn)).CountBy(t => t.Id).ToDictionary();
        // 3 of 20 in 2,000 draws: 300 each, standard deviation 16.
        Assert.All(ids, id => Assert.InRange(times[id], 220, 380));
    }

    /// <summary>As on a command line: printf '%s\n%s' seed p-1 | sha256sum.</summary>
    [Fact]
    public void Anybody_can_make_a_ticket() => Assert.Equal("9d175ba0efd5b6ed", RandomDraw.Ticket("seed", "p-1")[..16]);

    [Fact]
    public void Premises_belong_to_the_office_of_their_town_or_where_there_is_none_to_that_above()
    {
        Assert.Equal("putian/xianyou/licheng", Territory.OfficeOf(Area.Of("putian/xianyou/licheng/donghe/3/2")).Path);
        Assert.Equal("putian/xianyou/licheng", Territory.OfficeOf(Area.Of("putian/xianyou/licheng")).Path);
        Assert.Equal("putian/xianyou", Territory.OfficeOf(Area.Of("putian/xianyou")).Path);
    }

    [Fact]
    public void Hot_are_those_with_many_orders_the_top_of_their_category_and_those_marked()
    {
        Trade[] area =
        [
            new("many", false, 5000, "粉面"), new("first", false, 900, "烧烤"), new("second", false, 800, "烧烤"), new("second-too", false, 800, "烧烤"), new("fourth", false, 700, "烧烤"),
            new("marked", true, null, ""), new("plain", false, 4999, ""), new("none", false, 0, "甜品"),
        ];
        var hot = HotPremises.Of(area, new(5000, 2));
        Assert.Equal(["first hot.category", "many hot.orders", "marked hot.marked", "second hot.category", "second-too hot.category"],
            hot.Select(h => $"{h.Key} {h.Value.Code}").Order(StringComparer.Ordinal));
        Assert.Equal(["many"], HotPremises.Of([.. area.Where(t => !t.IsMarked)], new(5000, 0)).Keys);
    }
}
