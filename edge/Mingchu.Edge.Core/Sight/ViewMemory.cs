namespace Mingchu.Edge.Core.Sight;

/// <summary>What <see cref="ViewFold"/> remembers of one camera between two looks.</summary>
public sealed record ViewMemory
{
    /// <summary>Nothing seen yet.</summary>
    public static ViewMemory Empty { get; } = new();

    internal UsualView? Usual { get; init; }

    internal DateTimeOffset? Last { get; init; }

    internal ViewState Settled { get; init; }

    internal DateTimeOffset SettledSince { get; init; }

    internal ViewState Candidate { get; init; }

    internal DateTimeOffset CandidateSince { get; init; }

    internal DateTimeOffset? FadingSince { get; init; }

    internal bool Softly { get; init; }
}
