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
        Board = new(config.Cameras.Select(c => c.Id), time.GetUtcNow());
        Clocks = new(config.Cameras, config.Capture, Board, time, log);
        Frames = new(config.Cameras.Count);
        Vitals = new(time, Registry);
        var demand = new CameraDemand(config.Cameras.Count);
        Captures = [.. config.Cameras.Select((camera, i) => new CameraCapture(i, camera, config, children, Frames, Board, demand, time, log))];
        var evidence = new EvidenceFolder(config.Device, config.Data);
        Rings = config.Evidence.Clip.Enabled ? [.. config.Cameras.Where(c => c.ClipUrl is not null).Select(c => new ClipRing(c, c.ClipUrl!, config, children, Board, time, log))] : [];
        Clips = new(config.Evidence.Clip, Rings, evidence, Spool, children, time, log);
        retention = new(config.Data, config.Evidence, Rings, Spool, time, log);
        var inbox = new SensorInbox(config.Device, config.Sensors, time, Registry, log);
        sensors = new(config.Device, config.Sensors, inbox);
        commands = new(config, children, time, log);
        Local = config.Local is null ? null : new(config.Device, config.Local, inbox, time, log);
        pipeline = new(config, Frames, Board, demand, Clocks, recogniser, evidence, Clips, Spool, Vitals, sensors, Local is null ? null : new(config.Device, Local, time, log), time, log);
        Link = new(config, Birth(recogniser), Spool, Board, new Figures(Captures, Frames, Vitals, Spool, time).Take, pace ?? new(), time, log, [sensors, commands, .. remote is null ? (ILinkPart[])[] : [remote]]);
        (this.config, given, this.recogniser, this.remote, this.models) = (config, recogniser, recogniser, remote, models);
        BoxGauges.Register(this);
    }

    public EdgeConfig Config { get; }

    public CollectorRegistry Registry { get; } = Metrics.NewCustomRegistry();

    public AlertSpool Spool { get; }

    public CameraBoard Board { get; }

    public ClockWatch Clocks { get; }

    public FrameExchange Frames { get; }

    public IReadOnlyList<CameraCapture> Captures { get; }

    /// <summary>Of the cameras that clips are kept of.</summary>
    public IReadOnlyList<ClipRing> Rings { get; }

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
        List<Task> parts = [pipeline.RunAsync(all.Token), Link.RunAsync(all.Token), Clocks.RunAsync(all.Token), commands.RunAsync(all.Token), Clips.RunAsync(all.Token), retention.RunAsync(all.Token),
            .. Captures.Select(c => c.RunAsync(all.Token)), .. Rings.Select(r => r.RunAsync(all.Token))];
        if (remote is not null)
            parts.Add(remote.RunAsync(to => ChangeAsync(to, all.Token), () => Vitals.Failure, all.Token));
        if (Local is not null)
            parts.Add(Local.RunAsync(all.Token));
        var first = await Task.WhenAny(parts);
        await all.CancelAsync();
        await Task.WhenAll(parts).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        if (!ct.IsCancellationRequested)
            await first;
    }

    /// <summary>Goes by another configuration from the next frame on, with its models when they are others; throws when it can't, and goes on as before.</summary>
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
        await pipeline.ChangeAsync(to, next).WaitAsync(ct);
        (config, recogniser) = (to, next);
        Link.Tell(Birth(next));
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
        await Spool.DisposeAsync();
    }

    private Birth Birth(Recogniser recogniser) => new(
        Spool.Session, Software, "1.0", [.. Config.Cameras.Select(c => new CameraRef(c.Id, c.Name))], recogniser.Models,
        pipeline.Hazards,
        HazardList.Current.Version)
    {
        Sensors = sensors.Refs,
    };
}
