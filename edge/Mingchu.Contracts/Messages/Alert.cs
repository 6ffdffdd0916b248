namespace Mingchu.Contracts.Messages;

/// <summary>Where an alert is in its life.</summary>
[JsonConverter(typeof(KebabCase<AlertPhase>))]
public enum AlertPhase
{
    /// <summary>The rule's dwell time ended: a new matter.</summary>
    Raised,

    /// <summary>The matter goes on, with news (higher confidence, more people).</summary>
    Updated,

    /// <summary>No violation for the rule's clear time.</summary>
    Cleared,

    /// <summary>Withdrawn by the device (camera moved, rule switched off); not settled.</summary>
    Cancelled,
}

/// <summary>The three answers of every check. Steam, blur, a turned back or too few pixels is <see cref="Undetermined"/>, never a violation.</summary>
[JsonConverter(typeof(KebabCase<Verdict>))]
public enum Verdict
{
    /// <summary>Seen and not as it should be.</summary>
    Violation,

    /// <summary>Seen and as it should be.</summary>
    Compliant,

    /// <summary>Could not be told.</summary>
    Undetermined,
}

/// <summary>One life-cycle event of an alert. <see cref="AlertId"/> stays the same from raised to cleared.</summary>
/// <param name="AlertId">Derived from device, camera, hazard, zone and start by <see cref="AlertIds.For"/>.</param>
/// <param name="Phase">Raised, updated, cleared or cancelled.</param>
/// <param name="Sequence">0 for raised, then 1, 2, ... within the alert.</param>
/// <param name="Hazard">A code of the hazard list.</param>
/// <param name="HazardListVersion">Version of the list the device uses.</param>
/// <param name="Camera">Camera id within the device; for a hazard that a sensor shows, the id of <see cref="Sensor"/>.</param>
/// <param name="Verdict">What the rule concluded.</param>
/// <param name="Confidence">0..1, mean over the dwell time.</param>
/// <param name="StartedAt">First frame of the violation, UTC.</param>
/// <param name="RaisedAt">End of the rule's dwell time, UTC; the delay of everything after is counted from here.</param>
/// <param name="Boxes">What to look at, in the picture of this event; at most 64.</param>
/// <param name="Models">Models that took part.</param>
/// <param name="Zone">Zone id within the camera, or null for the whole picture.</param>
/// <param name="EndedAt">Last frame of the violation; only when cleared or cancelled.</param>
public sealed record Alert(
    string AlertId,
    AlertPhase Phase,
    int Sequence,
    string Hazard,
    string HazardListVersion,
    string Camera,
    Verdict Verdict,
    double Confidence,
    DateTimeOffset StartedAt,
    DateTimeOffset RaisedAt,
    IReadOnlyList<AlertBox> Boxes,
    IReadOnlyList<ModelRef> Models,
    string? Zone = null,
    DateTimeOffset? EndedAt = null)
{
    /// <summary>The device's hint, 1..3; the collector's policy decides.</summary>
    public int? SeverityHint { get; init; }

    /// <summary>Sensor id within the device, when a sensor shows it; no camera of the device has the same id.</summary>
    public string? Sensor { get; init; }

    /// <summary>The sensor's reading of this event.</summary>
    public Measurement? Measured { get; init; }

    /// <summary>Device clock minus the collector's or NTP's, milliseconds; null when unknown.</summary>
    public double? ClockOffsetMs { get; init; }
}

/// <summary>A box in normalised picture coordinates.</summary>
/// <param name="X">Left, 0..1 of the width.</param>
/// <param name="Y">Top, 0..1 of the height.</param>
/// <param name="Width">0..1 of the width.</param>
/// <param name="Height">0..1 of the height.</param>
/// <param name="Label">Class and finding, e.g. <c>head cap=none</c>.</param>
/// <param name="Score">0..1.</param>
public sealed record AlertBox(double X, double Y, double Width, double Height, string Label, double Score);

/// <summary>A model that took part in an alert.</summary>
/// <param name="Name">Folder name under <c>models/</c>.</param>
/// <param name="Version">From its manifest.</param>
/// <param name="Sha256">Lower-case hex of the model file.</param>
public sealed record ModelRef(string Name, string Version, string Sha256);
