namespace Mingchu.Rig;

/// <summary>A Mosquitto with an account per device and one for the collector; a device reaches its own topics only.</summary>
public sealed class MosquittoBroker : IAsyncDisposable
{
    /// <summary>User name of the collector.</summary>
    public const string CollectorUser = "collector";

    // As samples/config/mosquitto.acl.
    private static readonly string[] DeviceTopics =
        ["birth", "status", "alerts", "evidence", "telemetry", "replies", "cameras/+/status", "sensors/+", "config/reported", "prompts"];

    private readonly RunFolder folder;
    private readonly Dictionary<string, string> accounts = new() { [CollectorUser] = RunFolder.Secret() };
    private readonly List<(string Gateway, string Device)> gateways = [];
    private readonly List<string> listeners = [];
    private ChildProcess? process;

    /// <summary>Sets it up without starting it.</summary>
    public MosquittoBroker(RunFolder folder)
    {
        this.folder = folder;
        CollectorPasswordFile = folder.Write("mosquitto.collector", accounts[CollectorUser]);
    }

    /// <summary>Its port; the same after a restart.</summary>
    public int Port { get; } = FreePort.Next();

    /// <summary>File with the collector's password.</summary>
    public string CollectorPasswordFile { get; }

    /// <summary>The running process.</summary>
    public ChildProcess Process => process ?? throw new InvalidOperationException("the broker is not running");

    /// <summary>Adds a device's account; before the start.</summary>
    public void AddDevice(string device, string token) => accounts[device] = token;

    /// <summary>Adds the account of a sensor gateway in a device's kitchen; before the start.</summary>
    public void AddGateway(string gateway, string password, string device)
    {
        accounts[gateway] = password;
        gateways.Add((gateway, device));
    }

    /// <summary>Adds another system's account, which listens to notices; before the start.</summary>
    public void AddListener(string name, string password)
    {
        accounts[name] = password;
        listeners.Add(name);
    }

    /// <summary>Starts it (again).</summary>
    public async Task Start(CancellationToken ct)
    {
        process = await ChildProcess.Start("mosquitto", "mosquitto", ["-c", await Configure(ct)], folder.At("mosquitto.log"));
        await Wait.Until("Mosquitto listens", () => FreePort.Answers(Port, ct), ct, context: process.Story);
    }

    /// <summary>Kills it.</summary>
    public async Task Kill9()
    {
        Process.Kill9();
        await Process.DisposeAsync();
    }

    private async Task<string> Configure(CancellationToken ct)
    {
        var passwords = folder.Write("mosquitto.passwords", string.Concat(accounts.Select(a => $"{a.Key}:{a.Value}\n")));
        var hashed = await ChildProcess.Run("mosquitto_passwd", "mosquitto_passwd", ["-U", passwords], folder.At("mosquitto.log"), ct);
        if (hashed.ExitCode != 0)
            throw new InvalidOperationException($"mosquitto_passwd failed: {hashed.Everything}");
        var rules = folder.Write("mosquitto.acl", $"""
            user {CollectorUser}
            topic readwrite mc/v1/#
            topic write mingchu/notices/#

            {string.Join("\n\n", listeners.Select(l => $"user {l}\ntopic read mingchu/notices/#"))}

            {string.Join("\n\n", gateways.Select(g => $"user {g.Gateway}\ntopic write mc/v1/{g.Device}/sensors/#"))}

            pattern read mc/v1/%u/#
            {string.Join("\n", DeviceTopics.Select(t => $"pattern write mc/v1/%u/{t}"))}

            """);
        return folder.Write("mosquitto.conf", $"""
            per_listener_settings false
            listener {Port} 127.0.0.1
            allow_anonymous false
            password_file {passwords}
            acl_file {rules}
            persistence true
            persistence_location {folder.Folder("mosquitto")}/
            autosave_interval 1
            max_queued_messages 100000
            message_size_limit 1048576
            {(Environment.UserName == "root" ? "user root" : "")}

            """);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
    }
}
