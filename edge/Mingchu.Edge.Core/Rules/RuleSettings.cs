namespace Mingchu.Edge.Core.Rules;

/// <summary>What a user may set for one hazard; null keeps what is set for more than this place, and in the end the hazard list's value.</summary>
public sealed record RuleSettings(string Hazard)
{
    /// <summary>False switches the hazard off, true switches on one that is off until asked for.</summary>
    public bool? Enabled { get; init; }

    /// <summary>See <see cref="Rule.Dwell"/>.</summary>
    public TimeSpan? Dwell { get; init; }

    /// <summary>See <see cref="Rule.Clear"/>.</summary>
    public TimeSpan? Clear { get; init; }

    /// <summary>See <see cref="Rule.MinConfidence"/>.</summary>
    public double? MinConfidence { get; init; }

    /// <summary>See <see cref="Rule.Share"/>.</summary>
    public double? Share { get; init; }

    /// <summary>What holds for a hazard: value by value the last that is set, from the widest place (the box) to the narrowest (the zone).</summary>
    public static RuleSettings For(string hazard, IEnumerable<RuleSettings> widestFirst) =>
        widestFirst.Where(s => s.Hazard == hazard).Aggregate(new RuleSettings(hazard), (wide, narrow) => new(hazard)
        {
            Enabled = narrow.Enabled ?? wide.Enabled,
            Dwell = narrow.Dwell ?? wide.Dwell,
            Clear = narrow.Clear ?? wide.Clear,
            MinConfidence = narrow.MinConfidence ?? wide.MinConfidence,
            Share = narrow.Share ?? wide.Share,
        });
}
