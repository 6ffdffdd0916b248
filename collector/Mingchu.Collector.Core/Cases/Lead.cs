using System.Text.Json.Serialization;

namespace Mingchu.Collector.Core.Cases;

/// <summary>What a source handed in, as it enters a case.</summary>
/// <param name="Id">Unique over all sources; <c>alert:{device}/{alertId}</c> for alerts.</param>
/// <param name="Source">Kind of source.</param>
/// <param name="PremisesId">Where it happened.</param>
/// <param name="Hazard">Code of the hazard list.</param>
/// <param name="Origin">Who saw it: <c>{device}/{camera}</c> for alerts, a person's or system's name otherwise.</param>
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
    /// <summary>What was seen, in words; null for alerts. At most <see cref="CaseDecider.MaxText"/> characters.</summary>
    public string? Text { get; init; }

    /// <summary>As what the person who handed it in acted; null when no person did.</summary>
    public Role? CollectedBy { get; init; }

    /// <summary>Number under which another system knows it; null when none does.</summary>
    public string? Reference { get; init; }

    /// <summary>How long it lasted as far as known, seconds, &gt;= 0.</summary>
    [JsonIgnore]
    public double Seconds => Math.Max(0, ((EndedAt ?? RaisedAt) - StartedAt).TotalSeconds);
}
