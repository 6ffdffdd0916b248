using System.Text.Json.Serialization;
using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Cases;

/// <summary>Where a lead comes from; more sources follow as they are built.</summary>
[JsonConverter(typeof(KebabCase<LeadSource>))]
public enum LeadSource
{
    /// <summary>An alert of an edge box.</summary>
    Alert,
}

/// <summary>What a source handed in, as it enters a case.</summary>
/// <param name="Id">Unique over all sources; <c>alert:{device}/{alertId}</c> for alerts.</param>
/// <param name="Source">Kind of source.</param>
/// <param name="PremisesId">Where it happened.</param>
/// <param name="Hazard">Code of the hazard list.</param>
/// <param name="Origin">Who saw it: <c>{device}/{camera}</c> for alerts.</param>
/// <param name="Confidence">0..1.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="RaisedAt">When the source was sure, UTC.</param>
/// <param name="EndedAt">When it ended, UTC; null while it goes on.</param>
/// <param name="ReceivedAt">When the collector had it, UTC.</param>
public sealed record Lead(
    string Id,
    LeadSource Source,
    string PremisesId,
    string Hazard,
    string Origin,
    double Confidence,
    DateTimeOffset StartedAt,
    DateTimeOffset RaisedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset ReceivedAt)
{
    /// <summary>How long it lasted as far as known, seconds, &gt;= 0.</summary>
    [JsonIgnore]
    public double Seconds => Math.Max(0, ((EndedAt ?? RaisedAt) - StartedAt).TotalSeconds);
}
