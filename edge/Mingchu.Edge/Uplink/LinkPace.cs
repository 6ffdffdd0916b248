namespace Mingchu.Edge.Uplink;

/// <summary>The uplink's waits; the defaults are what a box uses.</summary>
public sealed record LinkPace
{
    /// <summary>First wait for a receipt before a message is sent again; later ones grow to a minute.</summary>
    public TimeSpan Receipt { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait between two attempts to connect.</summary>
    public TimeSpan Reconnect { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time between two telemetry messages.</summary>
    public TimeSpan Telemetry { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Alert events under way at once.</summary>
    public int AlertWindow { get; init; } = 16;

    /// <summary>Pieces of evidence under way at once.</summary>
    public int EvidenceWindow { get; init; } = 4;
}
