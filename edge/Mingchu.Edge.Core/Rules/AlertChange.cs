using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Edge.Core.Rules;

/// <summary>What a rule decided at one step: an alert begins, has news or ends. The shell adds device, models and evidence and spools it.</summary>
/// <param name="Phase">Raised, updated, cleared or cancelled.</param>
/// <param name="Sequence">0 for raised, then counting within the alert.</param>
/// <param name="Hazard">Code of the hazard list.</param>
/// <param name="Camera">Camera id, or the id of <see cref="Sensor"/>.</param>
/// <param name="Zone">Zone id, or null for the whole picture.</param>
/// <param name="Verdict">What was concluded.</param>
/// <param name="Confidence">0..1, mean over the dwell time.</param>
/// <param name="StartedAt">First frame of the violation.</param>
/// <param name="RaisedAt">End of the dwell time.</param>
/// <param name="EndedAt">Last frame of the violation; only when cleared or cancelled.</param>
/// <param name="Boxes">What to look at in this frame.</param>
public sealed record AlertChange(
    AlertPhase Phase,
    int Sequence,
    string Hazard,
    string Camera,
    string? Zone,
    Verdict Verdict,
    double Confidence,
    DateTimeOffset StartedAt,
    DateTimeOffset RaisedAt,
    DateTimeOffset? EndedAt,
    IReadOnlyList<LabelledBox> Boxes)
{
    /// <summary>The sensor it is about; null when it is about a camera.</summary>
    public string? Sensor { get; init; }

    /// <summary>The reading of this moment; null for cameras, and where no reading came.</summary>
    public Measurement? Measured { get; init; }
}

/// <summary>A box with what was found there, e.g. <c>head cap=none</c>.</summary>
public sealed record LabelledBox(Box Box, string Label, float Score);
