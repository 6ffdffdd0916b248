using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Config;
using Mingchu.Edge.Uplink;

namespace Mingchu.Edge.Remote;

/// <summary>
/// The configuration from afar: takes a desired revision, checks it with the reader of the file, goes by it from the next frame on, and tells what became of it. A
/// revision is on trial first; one that the worker can't start with twice, or that it can't go by, is rolled back to the last good one.
/// </summary>
public sealed class RemoteConfig : ILinkPart
{
    /// <summary>How long a revision is on trial.</summary>
    public static readonly TimeSpan Trial = TimeSpan.FromMinutes(2);

    private const int MostStarts = 2;
    private const int MostProblems = 50;
    private readonly Channel<DesiredConfig> asked = Channel.CreateBounded<DesiredConfig>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly string file;
    private readonly string device;
    private readonly ConfigStore store;
    private readonly TimeProvider time;
    private readonly Serilog.ILogger log;
    private readonly Func<string, string?> environment;
    private KeptRevision? active;
    private volatile ReportedConfig report;
    private volatile ReportedConfig? told;
    private long number;

    private RemoteConfig(string file, EdgeConfig own, ConfigStore store, TimeProvider time, Serilog.ILogger log, Func<string, string?> environment)
    {
        (this.file, device, this.store, this.time, this.log, this.environment) = (file, own.Device, store, time, log, environment);
        (Config, report) = (own, new(0, ConfigState.Applied, 0, time.GetUtcNow(), [], null));
    }

    /// <summary>How often a trial is looked after.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What the box goes by.</summary>
    public EdgeConfig Config { get; private set; }

    /// <summary>What is told of it.</summary>
    public ReportedConfig Report => report;

    /// <inheritdoc/>
    public string? Filter => Topics.DesiredConfig(device);

    /// <summary>
    /// At the start of the worker: the file with the newest revision that does. A trial counts this start, and is rolled back when it had its starts before.
    /// </summary>
    /// <param name="file">The configuration file, known to be good.</param>
    /// <param name="own">What it says alone.</param>
    /// <param name="fault">Why the worker can't start with a configuration; null when it can.</param>
    public static RemoteConfig Open(
        string file, EdgeConfig own, TimeProvider time, Serilog.ILogger log, Func<EdgeConfig, string?>? fault = null, Func<string, string?>? environment = null, TimeSpan? lookEvery = null)
    {
        var store = new ConfigStore(own.Data, log);
        var remote = new RemoteConfig(file, own, store, time, log, environment ?? Environment.GetEnvironmentVariable) { LookEvery = lookEvery ?? TimeSpan.FromSeconds(1) };
        if (store.Trial is { } trial)
        {
            if (trial.Starts >= MostStarts)
                remote.Drop(trial, ConfigState.RolledBack, [new(0, "", $"the worker did not get through its first {Trial.TotalMinutes:F0} minutes with it, {MostStarts} times")]);
            else
                remote.Safely(() => store.Try(trial with { Starts = trial.Starts + 1 }));
        }
        foreach (var revision in new[] { store.Trial, store.Good }.OfType<KeptRevision>())
        {
            if (remote.Read(revision, fault) is { } config)
            {
                (remote.active, remote.Config) = (revision, config);
                break;
            }
        }
        remote.Tell(store.Outcome is { } outcome && outcome.Revision > (remote.active?.Revision ?? 0) ? outcome : null);
        return remote;
    }

    /// <summary>Takes what is asked for until cancelled.</summary>
    /// <param name="apply">Goes by a configuration; throws when it can't.</param>
    /// <param name="failures">By camera, why its pictures can't be analysed just now.</param>
    public async Task RunAsync(Func<EdgeConfig, Task> apply, Func<IReadOnlyDictionary<string, string>> failures, CancellationToken ct)
    {
        var (trial, begun) = (store.Trial, time.GetTimestamp());
        var watch = new TrialWatch(trial?.Ailing ?? []);
        try
        {
            while (true)
            {
                var ailing = failures().Keys.ToList();
                if (asked.Reader.TryRead(out var desired) && await TakeAsync(desired, ailing, apply, ct))
                    (trial, begun, watch) = (active, time.GetTimestamp(), new(ailing));
                if (trial is not null && watch.Look(failures()) is { } why)
                {
                    await GoBackAsync(trial, $"with it the worker fails: {why}", apply, ct);
                    trial = null;
                }
                else if (trial is not null && time.GetElapsedTime(begun) >= Trial)
                {
                    Safely(store.Keep);
                    trial = null;
                }
                await WaitAsync(trial is not null, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopped as asked: this start says nothing against a trial.
            if (store.Trial is { } left)
                Safely(() => store.Try(left with { Starts = 0 }));
        }
    }

    private async Task WaitAsync(bool watching, CancellationToken ct)
    {
        using var tick = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (watching)
            tick.CancelAfter(LookEvery);
        try
        {
            await asked.Reader.WaitToReadAsync(tick.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Time to look after the trial.
        }
    }

    /// <inheritdoc/>
    public void Receive(string topic, ReadOnlySequence<byte> payload)
    {
        try
        {
            if (payload.Length is 0 or > Topics.MaxPayloadBytes)
                return;
            var reader = new Utf8JsonReader(payload);
            if (JsonSerializer.Deserialize(ref reader, ContractJson.Wire.CloudEventDesiredConfig) is { Type: MessageTypes.DesiredConfig, Data: { Revision: > 0 } desired })
                asked.Writer.TryWrite(desired);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            log.Warning("A desired configuration can't be read: {Why}", e.Message);
        }
    }

    /// <inheritdoc/>
    public void Begin() => told = null;

    /// <inheritdoc/>
    public IReadOnlyList<LinkMessage> Due(DateTimeOffset now)
    {
        var current = report;
        if (told == current)
            return [];
        told = current;
        var message = Envelope.Of(device, MessageTypes.ReportedConfig, $"config/{current.At.ToUnixTimeMilliseconds()}/{++number}", now, current);
        return [new(Topics.ReportedConfig(device), JsonSerializer.SerializeToUtf8Bytes(message, ContractJson.Wire.CloudEventReportedConfig), Retain: true)];
    }

    /// <summary>Whether it is on trial now.</summary>
    private async Task<bool> TakeAsync(DesiredConfig desired, IReadOnlyList<string> ailing, Func<EdgeConfig, Task> apply, CancellationToken ct)
    {
        var revision = new KeptRevision(desired.Revision, desired.Text, Ailing: ailing);
        // One that comes late is of the past: two collectors may tell at the same time.
        if (revision.Revision < Math.Max(active?.Revision ?? 0, report.Revision))
            return false;
        if (revision.Revision == active?.Revision && revision.Text == active.Text)
        {
            Tell(null);
            return false;
        }
        if (store.Outcome is { } before && (before.Revision, before.Text) == (revision.Revision, revision.Text))
        {
            Tell(before);
            return false;
        }
        var result = ConfigReader.ReadFile(file, environment, revision.Text);
        if (result.Config is null)
        {
            Drop(revision, ConfigState.Refused, result.Errors);
            return false;
        }
        try
        {
            store.Try(revision);
            await apply(result.Config).WaitAsync(ct);
            (active, Config) = (revision, result.Config);
            Tell(null);
            log.Information("Goes by revision {Revision} of the configuration", revision.Revision);
            return true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.Error(e, "Revision {Revision} of the configuration can't be gone by", revision.Revision);
            Drop(revision, ConfigState.RolledBack, [new(0, "", $"the worker could not go by it: {e.Message}")]);
            await apply(Config).WaitAsync(ct);
            // What it goes back to may have been on trial itself, and its place was taken.
            if (active is not null && active.Revision != store.Good?.Revision)
                Safely(() => store.Try(active));
            return false;
        }
    }

    private async Task GoBackAsync(KeptRevision trial, string why, Func<EdgeConfig, Task> apply, CancellationToken ct)
    {
        (active, Config) = store.Good is { } good && ConfigReader.ReadFile(file, environment, good.Text).Config is { } config
            ? (good, config)
            : (null, ConfigReader.ReadFile(file, environment).Config ?? Config);
        await apply(Config).WaitAsync(ct);
        Drop(trial, ConfigState.RolledBack, [new(0, "", why)]);
    }

    private EdgeConfig? Read(KeptRevision revision, Func<EdgeConfig, string?>? fault)
    {
        var result = ConfigReader.ReadFile(file, environment, revision.Text);
        var errors = result.Config is { } config && fault?.Invoke(config) is { } why ? [new(0, "", why)] : result.Errors;
        if (errors.Count == 0)
            return result.Config;
        Drop(revision, ConfigState.RolledBack, errors);
        return null;
    }

    private void Drop(KeptRevision revision, ConfigState state, IReadOnlyList<ConfigError> errors)
    {
        var outcome = new KeptOutcome(revision.Revision, revision.Text, state, time.GetUtcNow(), [.. errors.Take(MostProblems).Select(e => new ConfigProblem(e.Line, Cut(e.Path), Cut(e.Message)))]);
        log.Error("Revision {Revision} of the configuration is {State}: {Problems}", revision.Revision, state, outcome.Problems);
        Safely(() => store.Drop(outcome));
        Tell(outcome);
    }

    private void Tell(KeptOutcome? outcome)
    {
        var effective = ConfigReader.ReadFile(file, environment, active?.Text).Effective;
        report = new(outcome?.Revision ?? active?.Revision ?? 0, outcome?.State ?? ConfigState.Applied, active?.Revision ?? 0, outcome?.At ?? time.GetUtcNow(),
            outcome?.Problems ?? [], effective.Length <= DesiredConfig.MaxChars ? effective : null);
    }

    // A full disk must not end the watch; the revision then counts until the next start.
    private void Safely(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Error("What became of the configuration could not be kept: {Why}", e.Message);
        }
    }

    private static string Cut(string text) => text.Length <= 300 ? text : text[..300] + "…";
}
