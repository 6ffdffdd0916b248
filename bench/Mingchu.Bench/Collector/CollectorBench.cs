using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Bench.Edge;
using Mingchu.Rig;
using Mingchu.SampleCity;

namespace Mingchu.Bench.Collector;

/// <summary><c>tools/bench collector</c>: ingest, push and queries of a collector with a city's year of cases, beside what its database and broker can do alone.</summary>
internal static class CollectorBench
{
    public static async Task<int> RunAsync(bool quick, bool json, bool postgres, string? part, CancellationToken ct)
    {
        var report = await MeasureAsync(quick, postgres, part, ct);
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(report, CollectorJson.Default.CollectorReport));
        else
            report.Write(Console.Out);
        return 0;
    }

    private static async Task<CollectorReport> MeasureAsync(bool quick, bool postgres, string? part, CancellationToken ct)
    {
        var machine = Machine.Describe();
        await using var folder = new RunFolder();
        await using var server = postgres ? await PostgresCluster.Start(folder, ct) : null;
        var plan = new CityPlan(quick ? 2_000 : 20_000, 12, 1, new(DateTime.UtcNow.Date, TimeSpan.Zero));
        Say($"a city with {plan.Cases} cases");
        var since = Stopwatch.GetTimestamp();
        var boxes = quick ? 100 : 200;
        await using var big = await City.Start(folder, "big", plan, boxes, server, ct);
        var filled = Stopwatch.GetElapsedTime(since).TotalSeconds;
        var queries = part is null or "queries" ? await Queries(big, quick ? 20 : 50, ct) : [];
        await using var fleet = part is "queries" ? null : await BoxFleet.Connect(big.Boxes, big.MqttPort, receipts: true, ct);
        var ingest = part is "queries" ? null : await Ingest(folder, plan with { Months = 0 }, big, fleet!, server, quick, ct);
        PushDelay? push = null;
        if (part is null or "push")
        {
            Say("publish to push at half load");
            push = await PushDelay.Measure(big, fleet!, ingest!.BigPerSecond / 2, TimeSpan.FromSeconds(quick ? 8 : 20), ct);
        }

        await using var db = await big.Open(ct);
        return new(DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Machine.Commit(),
            $"tools/bench collector{(quick ? " --quick" : "")}{(postgres ? " --postgres" : "")}{(part is null ? "" : $" --part {part}")}", machine,
            postgres ? "PostgreSQL, fsync off" : "SQLite, synchronous=FULL", await db.Cases.CountAsync(ct), await db.Leads.CountAsync(l => l.AlertId != "", ct), filled, ingest, push, queries);
    }

    private static Task<IReadOnlyList<QueryRow>> Queries(City city, int times, CancellationToken ct)
    {
        Say("queries");
        return QueryRun.Measure(city, times, ct);
    }

    // Small and big in turn, each beside the bare database, so that what else the machine does falls on all alike.
    private static async Task<IngestFigures> Ingest(RunFolder folder, CityPlan empty, City big, BoxFleet bigFleet, PostgresCluster? server, bool quick, CancellationToken ct)
    {
        var (rounds, alerts) = quick ? (3, 4_000) : (5, 20_000);
        await using var small = await City.Start(folder, "small", empty, big.Boxes.Count, server, ct);
        await using var smallFleet = await BoxFleet.Connect(small.Boxes, small.MqttPort, receipts: true, ct);
        foreach (var (city, fleet) in new[] { (small, smallFleet), (big, bigFleet) })
            await fleet.Flood(alerts / 4, ct);
        List<RoundFigures> onSmall = [], onBig = [];
        List<double> broker = [];
        for (var round = 1; round <= rounds; round++)
        {
            Say($"ingest, round {round} of {rounds}");
            onSmall.Add(await Round(small, smallFleet, alerts, ct));
            onBig.Add(await Round(big, bigFleet, alerts, ct));
            broker.Add(await PassThrough.Run(big.Boxes, alerts, ct));
            Say(FormattableString.Invariant($"alerts/s: empty {onSmall[^1].Rate:F0} of {onSmall[^1].Bare:F0}, a year {onBig[^1].Rate:F0} of {onBig[^1].Bare:F0}, broker {broker[^1]:F0}"));
        }

        return new(rounds, alerts, onSmall.Concat(onBig).Average(r => r.Batch), Median(onSmall.Select(r => r.Rate)), Median(onBig.Select(r => r.Rate)),
            Median(onSmall.Select(r => r.Bare)), Median(onBig.Select(r => r.Bare)), Median(onSmall.Select(r => r.Rate / r.Bare)), Median(onBig.Select(r => r.Rate / r.Bare)),
            Median(onBig.Zip(onSmall, (b, s) => b.Rate / s.Rate)), Median(broker), Median(onBig.Select(r => r.CollectorCpuMs)), Median(onBig.Select(r => r.BoxesCpuMs)));
    }

    private static async Task<RoundFigures> Round(City city, BoxFleet fleet, int alerts, CancellationToken ct)
    {
        var since = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        var (collector, boxes) = (city.CollectorCpu, CpuTime.Own);
        var rate = await fleet.Flood(alerts, ct);
        (collector, boxes) = (city.CollectorCpu - collector, CpuTime.Own - boxes);
        var bare = new BareInsert(city, since);
        return new(rate, await bare.Run(ct), bare.AlertsPerBatch, collector.TotalMilliseconds / alerts, boxes.TotalMilliseconds / alerts);
    }

    private sealed record RoundFigures(double Rate, double Bare, double Batch, double CollectorCpuMs, double BoxesCpuMs);

    private static double Median(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static void Say(string what) => Console.Error.WriteLine($"bench: {what}");
}
