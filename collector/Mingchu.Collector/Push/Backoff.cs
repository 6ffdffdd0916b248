namespace Mingchu.Collector.Push;

/// <summary>When to try again: doubling from 5 s, at most 6 h, spread between half and all of it; 20 attempts take one to two days.</summary>
public static class Backoff
{
    /// <summary>Attempts after which a delivery has failed.</summary>
    public const int MaxAttempts = 20;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>Pause after this attempt.</summary>
    /// <param name="attempt">1 for the first.</param>
    /// <param name="unit">The draw that spreads retries, 0..1.</param>
    public static TimeSpan After(int attempt, double unit)
    {
        var doubled = First * Math.Pow(2, Math.Clamp(attempt - 1, 0, 30));
        var whole = doubled < Longest ? doubled : Longest;
        return whole * (0.5 + 0.5 * Math.Clamp(unit, 0, 1));
    }
}
