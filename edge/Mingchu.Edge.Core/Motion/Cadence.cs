namespace Mingchu.Edge.Core.Motion;

/// <summary>How often a camera's pictures come: the middle of the last steps, so that neither a gap nor a burst changes it. Key frames may be ten seconds apart.</summary>
public sealed record Cadence
{
    private const int Steps = 5;

    private readonly IReadOnlyList<TimeSpan> steps = [];
    private readonly DateTimeOffset? at;

    private Cadence(IReadOnlyList<TimeSpan> steps, DateTimeOffset? at) => (this.steps, this.at) = (steps, at);

    /// <summary>Before the first picture.</summary>
    public static Cadence Unknown { get; } = new([], null);

    /// <summary>The usual time between two pictures, 0 to <see cref="Longest"/>; zero while unknown.</summary>
    public TimeSpan Every { get; private init; }

    /// <summary>Pictures that come more seldom are told as coming so often: rules then see gaps, and say nothing.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromSeconds(12);

    /// <summary>With one more picture; a clock set back counts as no step.</summary>
    public Cadence Step(DateTimeOffset now)
    {
        if (at is not { } before || now < before)
            return new(steps, now) { Every = Every };
        TimeSpan[] last = [.. steps.TakeLast(Steps - 1), now - before];
        var middle = last.Order().ElementAt(last.Length / 2);
        return new(last, now) { Every = middle < Longest ? middle : Longest };
    }
}
