using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Mingchu.Soak;

/// <summary>A worker and its surroundings under faults, and what became of cameras, memory and alerts.</summary>
internal static partial class Soak
{
    private const double MostGrowth = 0.02, WarmUp = 0.25;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5), Recovery = TimeSpan.FromMinutes(5);

    /// <summary>Runs to the end; 0 when all holds.</summary>
    public static async Task<int> Run(Options options, CancellationToken ct)
    {
        string[] clips = [.. Directory.GetFiles(Repository.At("samples/footage"), "*.mp4").Order(StringComparer.Ordinal)];
        string[] cameras = [.. Enumerable.Range(1, options.Cameras).Select(n => $"cam{n}")];
        await using var installation = await Installation.Start(new()
        {
            Cameras = [.. cameras.Select((c, i) => (c, c, clips[i % clips.Length]))],
            Mosquitto = true,
            Edge = setup => setup with { Fps = 1, Width = 640, Capture = (15, 6, 20) },
        }, ct, Tell);
        var worker = installation.Edge.Process.Id;
        var raised = new ConcurrentDictionary<string, byte>();
        installation.Edge.Line += line =>
        {
            if (RaisedLine().Match(line) is { Success: true } match)
                raised.TryAdd(match.Groups[1].Value, 0);
        };
        var memory = new MemoryTrend(worker);
        var faults = new Faults(installation, cameras, clips, new Random(options.Seed));
        var length = TimeSpan.FromMinutes(options.Minutes);
        Tell($"seed {options.Seed}, {options.Minutes} minutes of faults");
        var clock = Stopwatch.StartNew();
        using (var watching = CancellationTokenSource.CreateLinkedTokenSource(ct))
        {
            var samples = WatchAsync(memory, clock, watching.Token);
            while (clock.Elapsed < length)
                await faults.NextAsync(fault => Tell($"{clock.Elapsed:mm\\:ss} {fault}"), ct);
            await watching.CancelAsync();
            await samples;
        }

        var online = await Holds("cameras online", () => AllOnline(installation, ct), ct);
        // Quiet pictures raise nothing more, so that what is raised can be counted.
        await Task.WhenAll(cameras.Select(c => installation.Cameras.Change(c, Repository.At("samples/footage/compliant.mp4"))));
        var settled = await Holds("nothing waits", async () => await installation.Edge.Health(ct) is { Connected: true, Waiting: 0 }, ct);
        var before = raised.Keys.ToHashSet(StringComparer.Ordinal);
        var leads = (await installation.Api.Leads(ct)).Select(l => l.AlertId).ToList();
        var (lost, doubled) = (before.Except(leads).Count(), leads.Count - leads.Distinct(StringComparer.Ordinal).Count());
        var (mean, slope, growth) = memory.After(length * WarmUp);

        if (!online || !settled)
            Console.WriteLine(installation.Edge.Process.Story());
        Console.WriteLine();
        foreach (var (kind, count) in faults.Done)
            Row(kind, count.ToString(CultureInfo.InvariantCulture), null);
        Row("worker stayed up", worker == installation.Edge.Process.Id && !installation.Edge.Process.HasExited ? "yes" : "no", !installation.Edge.Process.HasExited);
        Row("all cameras online at the end", online ? "yes" : "no", online);
        Row("nothing waits at the end", settled ? "yes" : "no", settled);
        Row("alerts raised / at the collector", $"{before.Count} / {leads.Count}", before.Count > 0);
        Row("alerts lost", lost.ToString(CultureInfo.InvariantCulture), lost == 0);
        Row("alerts doubled", doubled.ToString(CultureInfo.InvariantCulture), doubled == 0);
        Row("worker's memory, mean MiB", mean.ToString("F1", CultureInfo.InvariantCulture), null);
        Console.WriteLine($"by tenths of the time: {string.Join(", ", memory.Tenths().Select(m => m.ToString("F0", CultureInfo.InvariantCulture)))}");
        Row("slope, MiB per hour", slope.ToString("F2", CultureInfo.InvariantCulture), null);
        Row("growth beyond warm-up", growth.ToString("P2", CultureInfo.InvariantCulture), growth <= MostGrowth);
        var ok = !installation.Edge.Process.HasExited && online && settled && before.Count > 0 && lost == 0 && doubled == 0 && growth <= MostGrowth;
        Console.WriteLine(ok ? "ok" : "failed");
        return ok ? 0 : 1;
    }

    private static async Task WatchAsync(MemoryTrend memory, Stopwatch clock, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            memory.Look(clock.Elapsed);
            await Task.Delay(Look, ct).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private static async Task<bool> AllOnline(Installation installation, CancellationToken ct) =>
        await installation.Edge.Figure("mingchu_camera_state", ct, "state=\"offline\"") is 0
        && await installation.Edge.Figure("mingchu_camera_state", ct, "state=\"frozen\"") is 0;

    private static async Task<bool> Holds(string what, Func<Task<bool>> holds, CancellationToken ct)
    {
        try
        {
            await Wait.Until(what, holds, ct, Recovery);
            return true;
        }
        catch (TimeoutException e)
        {
            Tell(e.Message);
            return false;
        }
    }

    private static void Tell(string text) => Console.WriteLine(text);

    private static void Row(string name, string value, bool? holds) => Console.WriteLine($"{name,-34} {value,14}  {(holds is null ? "" : holds.Value ? "ok" : "FAILED")}");

    [GeneratedRegex(@"Alert ([0-9a-f]{32}) of \S+ at \S+ is Raised", RegexOptions.CultureInvariant)]
    private static partial Regex RaisedLine();
}
