namespace Mingchu.Edge.Core.Rules;

/// <summary>Where the rules of one camera stand between two frames. Belongs to one <see cref="Rulebook"/>.</summary>
public sealed record RulesState
{
    internal DateTimeOffset? At { get; init; }

    internal IReadOnlyList<Matter> Matters { get; init; } = [];

    /// <summary>Nothing seen yet.</summary>
    public static RulesState Start(Rulebook rulebook) => new() { Matters = [.. rulebook.Rules.Select(_ => new Matter.Quiet())] };

    /// <summary>Open alerts.</summary>
    public int OpenAlerts => Matters.Count(m => m is Matter.Open);

    /// <summary>The shortest dwell time that is running; null when nothing is pending.</summary>
    public TimeSpan? ShortestPending(Rulebook rulebook)
    {
        TimeSpan? shortest = null;
        for (var i = 0; i < Matters.Count; i++)
            if (Matters[i] is Matter.Pending && !(rulebook.Rules[i].Dwell >= shortest))
                shortest = rulebook.Rules[i].Dwell;
        return shortest;
    }
}
