namespace Mingchu.Collector.Push;

/// <summary>What a channel says about one attempt. Reasons are for people and hold no secrets.</summary>
public abstract record SendResult
{
    private SendResult() { }

    /// <summary>The receiver took it.</summary>
    public sealed record Delivered : SendResult;

    /// <summary>It may succeed later.</summary>
    /// <param name="Reason">One sentence.</param>
    /// <param name="After">What the receiver asked to wait, if it did.</param>
    public sealed record Recoverable(string Reason, TimeSpan? After = null) : SendResult;

    /// <summary>Trying again unchanged can't help.</summary>
    /// <param name="Reason">One sentence.</param>
    public sealed record Permanent(string Reason) : SendResult;
}
