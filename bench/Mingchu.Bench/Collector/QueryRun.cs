using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Areas;
using Mingchu.Rig;

namespace Mingchu.Bench.Collector;

/// <summary>Time of one query of the API, from request to the last byte.</summary>
internal sealed record QueryRow(string Query, string Viewer, double P50Ms, double P95Ms);

/// <summary>Lists, filters and counts as pages and other systems ask for them, by viewers of different areas.</summary>
internal static class QueryRun
{
    private static readonly string[] Stages = ["open", "tracking", "enforcement", "closed"];
    private static readonly AreaLevel[] Levels = [AreaLevel.County, AreaLevel.Town, AreaLevel.Village, AreaLevel.Unit];

    public static async Task<IReadOnlyList<QueryRow>> Measure(City city, int times, CancellationToken ct)
    {
        await using var db = await city.Open(ct);
        // A unit that has cases, and what it lies in.
        var unit = Area.Of((await db.Cases.OrderByDescending(c => c.OpenedAt).Select(c => c.AreaKey).Skip(20).FirstAsync(ct)).TrimEnd('/'));
        var middle = await db.Cases.OrderByDescending(c => c.OpenedAt).Skip(await db.Cases.CountAsync(ct) / 2).Select(c => new { c.Id, c.OpenedAt, c.PremisesId }).FirstAsync(ct);
        var camera = await db.Leads.Where(l => l.Camera != "").Select(l => new { l.Device, l.Camera }).FirstAsync(ct);
        var name = await db.Premises.OrderBy(p => p.Id).Select(p => p.Name).FirstAsync(ct);
        var rare = await db.Cases.GroupBy(c => c.Hazard).OrderBy(g => g.Count()).Select(g => g.Key).FirstAsync(ct);
        var feed = await db.CaseFeed.MaxAsync(f => f.Position, ct) / 2;
        var cursor = Uri.EscapeDataString(new Mingchu.Collector.Api.Cursor(middle.OpenedAt, middle.Id).ToString());
        (string, string)[] queries =
        [
            ("newest", "cases?limit=50"), ("page in the middle", $"cases?limit=50&cursor={cursor}"), ("unsettled", "cases?stage=unsettled"),
            .. Stages.Select(s => ($"stage {s}", $"cases?stage={s}")),
            ("grade 3", "cases?grade=3"), ("common hazard", "cases?hazard=no-cap"), ("rare hazard", $"cases?hazard={rare}"), ("hazard that never was", "cases?hazard=clock-drift&grade=3"),
            ("in the town office's hands", "cases?holder=town-office"), ("in the brigade's hands", "cases?holder=brigade"),
            ("premises by name", $"cases?premises={Uri.EscapeDataString(name)}"), ("premises by part of many names", $"cases?premises={Uri.EscapeDataString(name[..2])}"),
            ("one premises", $"cases?premises={middle.PremisesId}"), ("one camera", $"cases?camera={camera.Device}/{camera.Camera}"),
            ("tracking of grade 3", "cases?stage=tracking&grade=3"),
            .. Levels.Select(l => ($"area: {l.Word()}", $"cases?area={Uri.EscapeDataString(unit.At(l)!.Path)}")),
            ("area: county, tracking", $"cases?stage=tracking&area={Uri.EscapeDataString(unit.At(AreaLevel.County)!.Path)}"),
            ("one case", $"cases/{middle.Id}"),
            ("count of all", "cases/count"), ("count unsettled", "cases/count?stage=unsettled"), ("count tracking", "cases/count?stage=tracking"), ("count rare hazard", $"cases/count?hazard={rare}"),
            ("count of a town", $"cases/count?area={Uri.EscapeDataString(unit.At(AreaLevel.Town)!.Path)}"), ("count of one camera", $"cases/count?camera={camera.Device}/{camera.Camera}"),
            ("events", $"events?after={feed}&limit=100"), ("premises", "premises?limit=50"), ("premises per area", "premises/counts"),
        ];
        List<QueryRow> rows = [];
        foreach (var (viewer, area) in new[] { ("all", null), ("county", unit.At(AreaLevel.County)), ("town", unit.At(AreaLevel.Town)), ("unit", unit) })
        {
            using var api = await city.Api($"bench-{viewer}", area?.Path, ct);
            foreach (var (query, path) in queries)
                rows.Add(await Time(api, query, viewer, $"api/v1/{path}", times, ct));
        }

        return rows;
    }

    private static async Task<QueryRow> Time(ApiClient api, string query, string viewer, string path, int times, CancellationToken ct)
    {
        var figures = new double[times];
        for (var i = -2; i < times; i++)
        {
            var since = Stopwatch.GetTimestamp();
            // What lies outside the viewer's area is not found; that takes its time, too.
            await api.Status(path, ct);
            if (i >= 0)
                figures[i] = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
        }

        Array.Sort(figures);
        return new(query, viewer, PushDelay.Share(figures, 0.5), PushDelay.Share(figures, 0.95));
    }
}
