namespace Mingchu.Rig;

/// <summary>
/// A whole installation on this machine: simulated cameras, one edge box, broker, collector, database and a receiver of webhooks,
/// each a process of its own on free ports, in a folder that is gone afterwards.
/// </summary>
public sealed class Installation : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> parts = new();

    private Installation() => Folder = Keep(new RunFolder());

    /// <summary>Its files.</summary>
    public RunFolder Folder { get; }

    /// <summary>The cameras.</summary>
    public CameraSimulator Cameras { get; private set; } = null!;

    /// <summary>The collector.</summary>
    public CollectorProcess Collector { get; private set; } = null!;

    /// <summary>The box.</summary>
    public EdgeProcess Edge { get; private set; } = null!;

    /// <summary>Where pushes arrive.</summary>
    public WebhookReceiver Webhook { get; private set; } = null!;

    /// <summary>The broker, when it is not the embedded one.</summary>
    public MosquittoBroker? Broker { get; private set; }

    /// <summary>A program with an API token.</summary>
    public ApiClient Api { get; private set; } = null!;

    /// <summary>A supervisor's login.</summary>
    public (string User, string Password) Login { get; private set; }

    /// <summary>Starts everything; <paramref name="progress"/> hears of each step.</summary>
    public static async Task<Installation> Start(InstallationSetup setup, CancellationToken ct, Action<string>? progress = null)
    {
        var installation = new Installation();
        try
        {
            await installation.Run(setup, progress ?? (_ => { }), ct);
            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    /// <summary>Last lines of every part, for a failure's message.</summary>
    public string Story() => string.Concat(
        new[] { Broker?.Process, Collector?.Process, Edge?.Process }.Where(p => p is not null).Select(p => p!.Story()));

    private async Task Run(InstallationSetup setup, Action<string> progress, CancellationToken ct)
    {
        progress($"{setup.Cameras.Count} simulated cameras");
        Cameras = Keep(await CameraSimulator.Start(Folder, setup.Cameras.ToDictionary(c => c.Id, c => c.Clip), ct, withLogin: true));
        Webhook = Keep(new WebhookReceiver(Folder));

        progress(setup.PostgreSql ? "PostgreSQL and collector" : "collector");
        var database = setup.PostgreSql ? Keep(await PostgresCluster.Start(Folder, ct)) : null;
        Broker = setup.Mosquitto ? Keep(new MosquittoBroker(Folder)) : null;
        Collector = Keep(CollectorProcess.Create(Folder, new()
        {
            Postgres = database?.ConnectionString("mingchu"),
            Broker = Broker,
            Webhook = Webhook,
            HttpPort = setup.HttpPort is { } port && !await FreePort.Answers(port, ct) ? port : null,
        }));
        await Collector.AddPremises("premises-1", setup.Premises, setup.Area, ct);
        var token = await Collector.AddDevice("box-1", "premises-1", ct);
        Login = (setup.User, await Collector.AddUser(setup.User, "supervisor", ct));
        Api = new(Collector.Address, await Collector.AddToken("rig", ct));
        if (Broker is not null)
        {
            Broker.AddDevice("box-1", token);
            await Broker.Start(ct);
        }
        await Collector.Start(ct);

        progress("edge worker");
        Edge = Keep(await EdgeProcess.Start(Folder, setup.Edge(new()
        {
            Token = token,
            MqttPort = Collector.MqttPort,
            Collector = Collector.Address,
            Cameras = [.. setup.Cameras.Select(c => (c.Id, c.Name, Cameras.Url(c.Id)))],
            Plans = setup.WithPlans ? setup.Cameras.ToDictionary(c => c.Id, c => CameraSetup.Beside(c.Clip)) : new Dictionary<string, CameraSetup>(),
        }), ct));
    }

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        parts.Push(part);
        return part;
    }

    /// <summary>Stops everything, the box first.</summary>
    public async ValueTask DisposeAsync()
    {
        Api?.Dispose();
        while (parts.TryPop(out var part))
            await part.DisposeAsync();
    }
}
