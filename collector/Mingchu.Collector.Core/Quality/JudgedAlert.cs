using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Core.Quality;

/// <summary>One alert with what a supervisor said of its case.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="CaseNumber">Its number for people.</param>
/// <param name="PremisesId">Where.</param>
/// <param name="Device">The box.</param>
/// <param name="AlertId">Its id within the box.</param>
/// <param name="Camera">Camera id within the box.</param>
/// <param name="Hazard">Code of the hazard list.</param>
/// <param name="Confidence">0..1, the newest; a box of ours never lowers it while the alert lasts.</param>
/// <param name="RaisedAt">When the rule was sure, UTC; the evidence pictures are of this moment.</param>
/// <param name="Judgement">What was said.</param>
public sealed record JudgedAlert(
    Guid CaseId,
    string CaseNumber,
    string PremisesId,
    string Device,
    string AlertId,
    string Camera,
    string Hazard,
    double Confidence,
    DateTimeOffset RaisedAt,
    Judgement Judgement)
{
    /// <summary>
    /// Whether its pictures are those that the case's page showed first when it was judged: it was the newest of the case. A confirmed case
    /// says for certain only that one of its alerts was so; this is the one that was looked at.
    /// </summary>
    public bool ShownFirst { get; init; }

    /// <summary>The supervisor's note; null without.</summary>
    public string? Reason { get; init; }

    /// <summary>Zone id within the camera; null for the whole picture.</summary>
    public string? Zone { get; init; }

    /// <summary>Boxes in the evidence picture; null when the event that raised the alert never came.</summary>
    public IReadOnlyList<AlertBox>? Boxes { get; init; }

    /// <summary>Models that took part.</summary>
    public IReadOnlyList<ModelRef> Models { get; init; } = [];
}
