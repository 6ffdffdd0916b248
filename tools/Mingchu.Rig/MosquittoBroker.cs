namespace Mingchu.Rig;

/// <summary>A Mosquitto with an account per device and one for the collector; a device reaches its own topics only.</summary>
public sealed class MosquittoBroker : IAsyncDisposable
{
    /// <summary>User name of the collector.</summary>
    public const string CollectorUser = "collector";

    private readonly RunFolder folder;
    private readonly string config;
    private ChildProcess? process;

    private MosquittoBroker(RunFolder folder, int port, string config, string collectorPasswordFile)
    {
        (this.folder, Port, this.config, CollectorPasswordFile) = (folder, port, config, collectorPasswordFile);
    }

    /// <summary>Its port; the same after a restart.</summary>
    public int Port { get; }

    /// <summary>File with the collector's password.</summary>
    public string CollectorPasswordFile { get; }

    /// <summary>The running process.</summary>
    public ChildProcess Process => process ?? throw new InvalidOperationException("the broker is not running");

    /// <summary>Starts it with the accounts of these devices.</summary>
    /// <param name="folder">For configuration, data and log.</param>
    /// <param name="devices">Device id and token.</param>
    /// <param name="ct">Gives up starting.</param>
    public static async Task<MosquittoBroker> Start(RunFolder folder, IReadOnlyDictionary<string, string> devices, CancellationToken ct)
    {
        var password = RunFolder.Secret();
        var port = FreePort.Next();
        var data = folder.Folder("mosquitto");
        var accounts = folder.Write("mosquitto.passwords",
            string.Concat(devices.Append(new(CollectorUser, password)).Select(a => $"{a.Key}:{a.Value}\n")));
        var hashed = await ChildProcess.Run("mosquitto_passwd", "mosquitto_passwd", ["-U", accounts], folder.At("mosquitto.log"), ct);
        if (hashed.ExitCode != 0)
            throw new InvalidOperationException($"mosquitto_passwd failed: {hashed.Everything}");
        var rules = folder.Write("mosquitto.acl", $"""
            user {CollectorUser}
            topic readwrite mc/v1/#

            pattern readwrite mc/v1/%u/#

            """);
        var config = folder.Write("mosquitto.conf", $"""
            per_listener_settings false
            listener {port} 127.0.0.1
            allow_anonymous false
            password_file {accounts}
            acl_file {rules}
            persistence true
            persistence_location {data}/
            autosave_interval 1
            max_queued_messages 100000
            message_size_limit 1048576
            {(Environment.UserName == "root" ? "user root" : "")}

            """);
        var broker = new MosquittoBroker(folder, port, config, folder.Write("mosquitto.collector", password));
        await broker.Start(ct);
        return broker;
    }

    /// <summary>Starts it again after <see cref="Kill9"/>.</summary>
    public async Task Start(CancellationToken ct)
    {
        process = await ChildProcess.Start("mosquitto", "mosquitto", ["-c", config], folder.At("mosquitto.log"));
        await Wait.Until("Mosquitto listens", () => FreePort.Answers(Port, ct), ct, context: process.Story);
    }

    /// <summary>Kills it.</summary>
    public async Task Kill9()
    {
        Process.Kill9();
        await Process.DisposeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
    }
}
