namespace Mingchu.Rig;

/// <summary>A collector of the checkout as a process of its own.</summary>
public sealed class CollectorProcess : IAsyncDisposable
{
    private readonly RunFolder folder;
    private readonly string config;
    private ChildProcess? process;

    private CollectorProcess(RunFolder folder, string config, int http, int mqtt)
    {
        this.folder = folder;
        this.config = config;
        Address = new($"http://127.0.0.1:{http}/");
        MqttPort = mqtt;
    }

    /// <summary>Its configuration file.</summary>
    public string ConfigFile => config;

    /// <summary>Address of pages and API.</summary>
    public Uri Address { get; }

    /// <summary>Port of the broker it uses, its own or another.</summary>
    public int MqttPort { get; }

    /// <summary>The running process.</summary>
    public ChildProcess Process => process ?? throw new InvalidOperationException("the collector is not running");

    /// <summary>Sets it up and starts it.</summary>
    public static async Task<CollectorProcess> Start(RunFolder folder, CollectorSetup setup, CancellationToken ct)
    {
        var collector = Create(folder, setup);
        try
        {
            await collector.Start(ct);
            return collector;
        }
        catch
        {
            await collector.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sets it up without starting it.</summary>
    public static CollectorProcess Create(RunFolder folder, CollectorSetup setup)
    {
        var (config, http, mqtt) = setup.Write(folder);
        return new(folder, config, http, mqtt);
    }

    /// <summary>Starts it (again) and waits until it answers.</summary>
    public async Task Start(CancellationToken ct)
    {
        process = await ChildProcess.Start("collector", "dotnet", Arguments("run"), folder.At("collector.log"));
        using var http = new HttpClient { BaseAddress = Address };
        await Wait.Until("the collector answers", async () => process.HasExited || (await http.GetAsync("healthz", ct)).IsSuccessStatusCode, ct, context: process.Story);
        if (process.HasExited)
            throw new InvalidOperationException($"the collector ended at once{process.Story()}");
    }

    /// <summary>Kills it.</summary>
    public async Task Kill9()
    {
        Process.Kill9();
        await Process.DisposeAsync();
    }

    /// <summary>Runs one of its commands, as <c>device add box-1 --premises p1</c>.</summary>
    public Task<Finished> Command(IReadOnlyList<string> arguments, CancellationToken ct, string? input = null) =>
        ChildProcess.Run("collector " + string.Join(' ', arguments.Take(2)), "dotnet", Arguments([.. arguments]), folder.At("collector.commands.log"), ct, input);

    /// <summary>Registers premises.</summary>
    public Task AddPremises(string id, string name, string area, CancellationToken ct) =>
        Said(["premises", "add", id, "--name", name, "--area", area], ct);

    /// <summary>Registers a box; its token.</summary>
    public Task<string> AddDevice(string id, string premises, CancellationToken ct) => Said(["device", "add", id, "--premises", premises], ct);

    /// <summary>Makes an account; its generated password.</summary>
    public Task<string> AddUser(string name, string role, CancellationToken ct) => Said(["user", "add", name, "--role", role], ct);

    /// <summary>Makes an API token.</summary>
    public Task<string> AddToken(string name, CancellationToken ct, string? area = null) => Said(area is null ? ["token", "add", name] : ["token", "add", name, "--area", area], ct);

    private async Task<string> Said(string[] arguments, CancellationToken ct)
    {
        var done = await Command(arguments, ct);
        return done.ExitCode == 0
            ? done.Output.LastOrDefault(l => l.Length > 0) ?? ""
            : throw new InvalidOperationException($"collector {string.Join(' ', arguments)}: exit code {done.ExitCode}\n{done.Everything}");
    }

    private string[] Arguments(params string[] arguments) =>
        ["exec", Repository.Program("collector/Mingchu.Collector", "mingchu-collector"), .. arguments, "--config", config];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
    }
}
