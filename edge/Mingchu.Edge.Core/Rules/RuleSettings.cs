namespace Mingchu.Edge.Core.Rules;

/// <summary>What a user may set for one hazard; null keeps the hazard list's value.</summary>
public sealed record RuleSettings(string Hazard)
{
    /// <summary>False switches the hazard off.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>See <see cref="Rule.Dwell"/>.</summary>
    public TimeSpan? Dwell { get; init; }

    /// <summary>See <see cref="Rule.Clear"/>.</summary>
    public TimeSpan? Clear { get; init; }

    /// <summary>Zones to watch, each a matter of its own; empty is the whole picture.</summary>
    public IReadOnlyList<Zone> Zones { get; init; } = [];
}
