using Mingchu.Edge.Core.Retention;

namespace Mingchu.Edge.Core.Tests.Retention;

[Trait("row", "A6")]
public sealed class SacrificeProperties
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 8, 0, 0, TimeSpan.Zero);

    private static readonly Gen<List<Holding>> Holdings =
        Gen.Select(Gen.Enum<Worth>(), Gen.Int[0, 200], Gen.Long[0, 100]).List[0, 30]
            .Select(all => all.Select((h, i) => new Holding($"{i}", h.Item1, Now.AddHours(-h.Item2), h.Item3)).ToList());

    private static readonly Gen<RetentionLimits> Limits =
        Gen.Select(Gen.Long[0, 2000], Gen.Long[0, 500], Gen.Long[0, 800], Gen.Int[0, 200], Gen.Int[0, 200], Gen.Int[0, 200])
            .Select((max, ring, free, a, b, c) => new RetentionLimits(max, ring, free, TimeSpan.FromHours(a), TimeSpan.FromHours(b), TimeSpan.FromHours(c)));

    private static readonly Gen<(List<Holding> All, RetentionLimits Limits, long Free)> Cases = Gen.Select(Holdings, Limits, Gen.Long[0, 1000]);

    [Fact]
    public void Evidence_of_open_alerts_never_goes_while_anything_else_is_left() => Cases.Sample(c =>
    {
        var goes = Sacrifice.Pick(c.All, c.Limits, c.Free, Now);
        if (goes.Any(h => h.Worth == Worth.Open))
            Assert.All(c.All.Except(goes), h => Assert.Equal(Worth.Open, h.Worth));
    });

    [Fact]
    public void For_lack_of_room_nothing_goes_while_something_older_or_worth_less_is_left() => Cases.Sample(c =>
    {
        var goes = Sacrifice.Pick(c.All, c.Limits, c.Free, Now);
        foreach (var gone in goes.Where(h => Now - h.At <= c.Limits.Age(h.Worth)))
            Assert.DoesNotContain(c.All.Except(goes), left => left.Worth < gone.Worth || (left.Worth == gone.Worth && left.At < gone.At));
    });

    [Fact]
    public void Afterwards_every_bound_holds_or_nothing_is_left_to_give() => Cases.Sample(c =>
    {
        var goes = Sacrifice.Pick(c.All, c.Limits, c.Free, Now);
        var left = c.All.Except(goes).ToList();
        Assert.True(left.Sum(h => h.Bytes) <= c.Limits.MaxBytes);
        Assert.True(left.Where(h => h.Worth == Worth.Ring).Sum(h => h.Bytes) <= c.Limits.RingBytes);
        Assert.True(c.Free + goes.Sum(h => h.Bytes) >= c.Limits.MinFreeBytes || left.Count == 0);
        Assert.DoesNotContain(left, h => Now - h.At > c.Limits.Age(h.Worth));
    });

    [Fact]
    public void No_more_goes_than_must() => Cases.Sample(c =>
    {
        var fresh = Sacrifice.Pick(c.All, c.Limits, c.Free, Now).Where(h => Now - h.At <= c.Limits.Age(h.Worth)).ToList();
        if (fresh.Count == 0)
            return;
        // Without the last one that went some bound would be broken.
        var last = fresh[^1];
        var left = c.All.Except(Sacrifice.Pick(c.All, c.Limits, c.Free, Now)).Append(last).ToList();
        var free = c.Free + c.All.Except(left).Sum(h => h.Bytes);
        Assert.True(left.Sum(h => h.Bytes) > c.Limits.MaxBytes || free < c.Limits.MinFreeBytes
            || left.Where(h => h.Worth == Worth.Ring).Sum(h => h.Bytes) > c.Limits.RingBytes);
    });

    [Fact]
    public void A_full_disk_takes_streams_then_delivered_then_settled_then_open_evidence_the_oldest_of_each_first()
    {
        Holding[] all =
        [
            new("open-old", Worth.Open, Now.AddHours(-9), 10), new("open-new", Worth.Open, Now.AddHours(-1), 10),
            new("settled-old", Worth.Settled, Now.AddHours(-5), 10), new("settled-new", Worth.Settled, Now.AddHours(-2), 10),
            new("delivered-old", Worth.Answered, Now.AddHours(-8), 10), new("delivered-new", Worth.Answered, Now.AddHours(-3), 10),
            new("ring-old", Worth.Ring, Now.AddMinutes(-2), 10), new("ring-new", Worth.Ring, Now.AddMinutes(-1), 10),
        ];
        string[] order = ["ring-old", "ring-new", "delivered-old", "delivered-new", "settled-old", "settled-new", "open-old", "open-new"];
        var day = TimeSpan.FromDays(1);
        for (var wanted = 0; wanted <= all.Length; wanted++)
            Assert.Equal(order[..wanted], Sacrifice.Pick(all, new(1000, 1000, wanted * 10, day, day, day), 0, Now).Select(h => h.Id));
    }
}
