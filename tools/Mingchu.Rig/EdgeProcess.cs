using System.Globalization;
using System.Net.Http.Json;

namespace Mingchu.Rig;

/// <summary>An edge worker of the checkout as a process of its own.</summary>
public sealed class EdgeProcess : IAsyncDisposable
{
    // What edge/packaging/mingchu-edge sets.
    private static readonly Dictionary<string, string> AsInstalled = new() { ["MALLOC_ARENA_MAX"] = "2" };

    private readonly RunFolder folder;
    private readonly string config, device;
    private readonly HttpClient health;
    private ChildProcess? process;

    private EdgeProcess(RunFolder folder, string device, string config, int port)
    {
        this.folder = folder;
        this.device = device;
        this.config = config;
        // A worker being killed may leave a connection that never answers.
        health = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromSeconds(10) };
    }

    /// <summary>Called with every line of its log, from any thread; also after a restart.</summary>
    public event Action<string>? Line;

    /// <summary>The running process.</summary>
    public ChildProcess Process => process ?? throw new InvalidOperationException("the edge worker is not running");

    /// <summary>Sets it up and starts it; returns once it answers on its health address.</summary>
    public static async Task<EdgeProcess> Start(RunFolder folder, EdgeSetup setup, CancellationToken ct)
    {
        var (config, port) = setup.Write(folder);
        var edge = new EdgeProcess(folder, setup.Device, config, port);
        try
        {
            foreach (var (camera, plan) in setup.Plans)
                if (plan.Reference is { } picture)
                    await edge.Approve(camera, picture, ct);
            await edge.Start(ct);
            return edge;
        }
        catch
        {
            await edge.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it (again) and waits until it answers.</summary>
    public async Task Start(CancellationToken ct)
    {
        process = await ChildProcess.Start(device, "dotnet", Arguments(config), folder.At($"{device}.log"), AsInstalled, line: line => Line?.Invoke(line));
        // It may well say "not healthy yet"; that it speaks is enough.
        await Wait.Until($"{device} answers", async () => process.HasExited || await health.GetAsync("healthz", ct) is not null, ct, context: process.Story);
        if (process.HasExited)
            throw new InvalidOperationException($"{device} ended at once{process.Story()}");
    }

    /// <summary>Runs a worker with a configuration that it should refuse, to its end.</summary>
    public static Task<Finished> Run(RunFolder folder, string configFile, CancellationToken ct) =>
        ChildProcess.Run("mingchu-edge", "dotnet", Arguments(configFile), folder.At("edge.log"), ct);

    /// <summary>The configuration it would run with, for tests that spoil it.</summary>
    public static string Configuration(RunFolder folder, EdgeSetup setup) => setup.Write(folder).File;

    private async Task Approve(string camera, string picture, CancellationToken ct)
    {
        string[] arguments = ["exec", Repository.Program("edge/Mingchu.Edge", "mingchu-edge"), "reference", "--config", config, "--camera", camera, "--picture", picture];
        var finished = await ChildProcess.Run("mingchu-edge reference", "dotnet", arguments, folder.At("reference.log"), ct);
        if (finished.ExitCode != 0)
            throw new InvalidOperationException($"{picture} was not approved as clean view of {camera}: {finished.Everything}");
    }

    /// <summary>Kills it; its own children are left to themselves.</summary>
    public void Kill9() => Process.Kill9();

    /// <summary>What it says of itself.</summary>
    public async Task<EdgeHealth> Health(CancellationToken ct)
    {
        using var answer = await health.GetAsync("healthz", ct);
        return (await answer.Content.ReadFromJsonAsync<EdgeHealth>(ct))!;
    }

    /// <summary>Sum of a Prometheus figure over its labels that contain <paramref name="labels"/>.</summary>
    public async Task<double?> Figure(string name, CancellationToken ct, string labels = "")
    {
        double? sum = null;
        foreach (var (of, value) in await Figures(name, ct))
            if (of.Contains(labels, StringComparison.Ordinal))
                sum = (sum ?? 0) + value;
        return sum;
    }

    /// <summary>A Prometheus figure by its labels, as they are written: <c>{camera="a"}</c>, or empty.</summary>
    public async Task<IReadOnlyList<(string Labels, double Value)>> Figures(string name, CancellationToken ct)
    {
        var figures = new List<(string, double)>();
        foreach (var line in (await health.GetStringAsync("metrics", ct)).Split('\n'))
            if (line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] is ' ' or '{')
                figures.Add((line[name.Length..line.LastIndexOf(' ')], double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)));
        return figures;
    }

    private static string[] Arguments(string config) => ["exec", Repository.Program("edge/Mingchu.Edge", "mingchu-edge"), "run", "--config", config];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        health.Dispose();
        if (process is not null)
            await process.DisposeAsync();
    }
}
