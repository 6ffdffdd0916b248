using System.Reflection;
using Mingchu.Contracts.Hazards;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Clips;
using Mingchu.Edge.Clock;
using Mingchu.Edge.Config;
using Mingchu.Edge.Evidence;
using Mingchu.Edge.Health;
using Mingchu.Edge.Inference;
using Mingchu.Edge.Local;
using Mingchu.Edge.Remote;
using Mingchu.Edge.Sensing;
using Mingchu.Edge.Spool;
using Mingchu.Edge.Uplink;
using Mingchu.Edge.Viewing;
using Prometheus;

namespace Mingchu.Edge;

/// <summary>All parts of one box, put together.</summary>
public sealed class EdgeBox : IAsyncDisposable
{
    private readonly ChildProcesses children = new();
    private readonly BoxKey key;
    private readonly CameraStations stations;
    private readonly Pipeline pipeline;
    private readonly SensorWatch sensors;
    private readonly CommandDesk commands;
    private readonly EvidenceRetention retention;
    private readonly ModelStore? models;
    private readonly Recogniser given;
    private EdgeConfig config;
    private Recogniser recogniser;
    private readonly RemoteConfig? remote;

    public EdgeBox(EdgeConfig config, Recogniser recogniser, TimeProvider time, Serilog.ILogger log, LinkPace? pace = null, RemoteConfig? remote = null, ModelStore? models = null)
    {
        Config = config;
        Spool = AlertSpool.Open(config.Data, config.Spool, time, log);
        Intake = new(config.Device, Spool, log);
        Board = new(config.Cameras.Select(c => c.Id), time.GetUtcNow());
        Clocks = new(config.Capture, Board, time, log);
        Vitals = new(time, Registry);
        stations = new(config, children, Frames, Board, Clocks, time, log);
        key = BoxKey.Open(config.Data, time, log);
        var evidence = new EvidenceFolder(config.Device, config.Data, key);
        Clips = new(config.Evidence.Clip, () => Rings, evidence, Spool, children, time, log);
        retention = new(config.Data, config.Evidence, () => Rings, Spool, time, log);
        var inbox = new SensorInbox(config.Device, config.Sensors, time, Registry, log);
        sensors = new(config.Device, config.Sensors, inbox);
        commands = new(config, children, time, log);
        Local = config.Local is null ? null : new(config.Device, config.Local, inbox, time, log);
        pipeline = new(config, Frames, stations.All, Board, Clocks, recogniser, evidence, Clips, Spool, Intake, Vitals, sensors, Local is null ? null : new(config.Device, Local, time, log), time, log);
        (this.config, given, this.recogniser, this.remote, this.models) = (config, recogniser, recogniser, remote, models);
        Link = new(config, Birth(), Spool, Board, new Figures(this, time).Take, pace ?? new(), time, log, [Intake, sensors, commands, .. remote is null ? (ILinkPart[])[] : [remote]]);
        BoxGauges.Register(this);
    }

    /// <summary>What it was started with.</summary>
    public EdgeConfig Config { get; }

    public CollectorRegistry Registry { get; } = Metrics.NewCustomRegistry();

    public AlertSpool Spool { get; }

    /// <summary>What the spool could not take yet.</summary>
    public SpoolIntake Intake { get; }

    public CameraBoard Board { get; }

    public ClockWatch Clocks { get; }

    public FrameExchange Frames { get; } = new();

    public IReadOnlyList<CameraCapture> Captures => [.. stations.All.Select(s => s.Capture)];

    /// <summary>Of the cameras that clips are kept of.</summary>
    public IReadOnlyList<ClipRing> Rings => stations.Rings;

    public ClipCutter Clips { get; }

    public Vitals Vitals { get; }

    public CollectorLink Link { get; }

    /// <summary>The session on the kitchen's own broker; null when none is configured.</summary>
    public LocalLink? Local { get; }

    /// <summary>Name and version of this software.</summary>
    public static string Software { get; } =
        $"mingchu-edge {typeof(EdgeBox).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    /// <summary>Runs until cancelled; ends early only when a part fails that must not.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(ct);
        List<Task> parts = [pipeline.RunAsync(all.Token), Link.RunAsync(all.Token), commands.RunAsync(all.Token), Clips.RunAsync(all.Token), retention.RunAsync(all.Token), stations.RunAsync(all.Token)];
        if (remote is not null)
            parts.Add(remote.RunAsync(to => ChangeAsync(to, all.Token), () => Vitals.Failures, all.Token));
        if (Local is not null)
            parts.Add(Local.RunAsync(all.Token));
        var first = await Task.WhenAny(parts);
        // The others may wait for memory for ever.
        if (first.Exception is { } fault && Starvation.Is(fault))
            await first;
        await all.CancelAsync();
        await Task.WhenAll(parts).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        if (!ct.IsCancellationRequested)
            await first;
    }

    /// <summary>Goes by another configuration from the next frame on, with its cameras and models; throws when it can't, and goes on as before. Cameras that stay as they are notice nothing.</summary>
    private async Task ChangeAsync(EdgeConfig to, CancellationToken ct)
    {
        var (before, used) = (recogniser, config.ModelVersions);
        var next = before;
        if (models is not null && !to.ModelVersions.SequenceEqual(used))
        {
            await models.FetchAsync(to.ModelVersions, ct);
            var (loaded, errors) = models.Load(to);
            next = loaded ?? throw new InvalidDataException(string.Join("; ", errors));
        }
        var cameras = stations.For(to);
        try
        {
            await pipeline.ChangeAsync(to, next, cameras).WaitAsync(ct);
        }
        catch
        {
            await stations.LeaveAsync(cameras);
            throw;
        }
        var gone = config.Cameras.Select(c => c.Id).Except(to.Cameras.Select(c => c.Id)).ToList();
        (config, recogniser) = (to, next);
        await stations.GoOverAsync(cameras, to);
        gone.ForEach(Vitals.Forget);
        commands.Change(to);
        Link.Tell(Birth());
        if (before == next)
            return;
        if (before != given)
            before.Dispose();
        models?.Prune([.. used, .. to.ModelVersions]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (recogniser != given)
            recogniser.Dispose();
        children.Dispose();
        commands.Dispose();
        Link.Dispose();
        Frames.Dispose();
        pipeline.Dispose();
        Intake.Dispose();
        key.Dispose();
        await Spool.DisposeAsync();
    }

    private Birth Birth() => new(
        Spool.Session, Software, "1.0", [.. config.Cameras.Select(c => new CameraRef(c.Id, c.Name))], recogniser.Models,
        pipeline.Hazards,
        HazardList.Current.Version)
    {
        Sensors = sensors.Refs,
        SigningKey = key.Public,
        Clock = BoxClock.Read(config.TimeZone),
    };
}
