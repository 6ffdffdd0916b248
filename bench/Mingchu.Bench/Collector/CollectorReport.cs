using System.Globalization;
using System.Text.Json.Serialization;

namespace Mingchu.Bench.Collector;

/// <summary>Result of <c>tools/bench collector</c>; bench/README.md says what each figure means. Rates are alerts per second; medians over the rounds.</summary>
internal sealed record CollectorReport(
    string Date,
    string Commit,
    string Command,
    string Machine,
    string Database,
    int Cases,
    int Alerts,
    double? FillSeconds,
    IngestFigures? Ingest,
    PushDelay? Push,
    IReadOnlyList<QueryRow> Queries)
{
    /// <summary>Slowest query's 95th percentile.</summary>
    public double? SlowestQueryP95Ms => Queries.Count == 0 ? null : Queries.Max(q => q.P95Ms);

    /// <summary>As Markdown, which is also fit for a terminal.</summary>
    public void Write(TextWriter to)
    {
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            # Collector, {Date}

            `{Command}`

            - machine: {Machine}
            - commit: {Commit}
            - database: {Database}; {Cases} cases with {Alerts} alerts, made in {FillSeconds:F0} s
            """));
        if (Ingest is { } i)
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

                | alerts/s, {i.Rounds} rounds of {i.AlertsPerRound} alerts | empty tables | tables of a year |
                |---|---:|---:|
                | ingest: MQTT to committed cases, with pushes running | {i.SmallPerSecond:F0} | {i.BigPerSecond:F0} |
                | bare insert of the same rows, {i.AlertsPerBatch:F0} alerts per transaction | {i.BareSmallPerSecond:F0} | {i.BareBigPerSecond:F0} |
                | ingest over bare insert | {i.SmallOverBare:F2} | {i.BigOverBare:F2} |
                | broker alone | {i.BrokerPerSecond:F0} | |

                Ingest with big tables over ingest with empty ones: {i.BigOverSmall:F2}. CPU per alert: collector {i.CollectorCpuMsPerAlert:F2} ms, boxes and receiver {i.BoxesCpuMsPerAlert:F2} ms.
                """));
        if (Push is { } p)
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nPublish to push at {p.AlertsPerSecond:F0} alerts/s: p50 {p.P50Ms:F0} ms, p95 {p.P95Ms:F0} ms ({p.Pushes} cases); p95 by quarters of the time {string.Join(", ", p.QuartersP95Ms.Select(q => q.ToString("F0", CultureInfo.InvariantCulture)))} ms."));
        if (Queries.Count == 0)
            return;
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nQueries over HTTP; the slowest p95 is {SlowestQueryP95Ms:F1} ms.\n\n| query | viewer | p50 ms | p95 ms |\n|---|---|---:|---:|"));
        foreach (var q in Queries)
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {q.Query} | {q.Viewer} | {q.P50Ms:F1} | {q.P95Ms:F1} |"));
    }
}

/// <summary>Ingest beside the database and the broker alone, with small and with big tables.</summary>
internal sealed record IngestFigures(
    int Rounds, int AlertsPerRound, double AlertsPerBatch, double SmallPerSecond, double BigPerSecond, double BareSmallPerSecond, double BareBigPerSecond,
    double SmallOverBare, double BigOverBare, double BigOverSmall, double BrokerPerSecond, double CollectorCpuMsPerAlert, double BoxesCpuMsPerAlert);

/// <summary>The JSON form.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(CollectorReport))]
internal sealed partial class CollectorJson : JsonSerializerContext;
