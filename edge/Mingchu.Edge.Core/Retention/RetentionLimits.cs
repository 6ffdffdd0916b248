namespace Mingchu.Edge.Core.Retention;

/// <summary>How much a box keeps, and for how long.</summary>
/// <param name="MaxBytes">Of all files together.</param>
/// <param name="RingBytes">Of the pieces of streams among them.</param>
/// <param name="MinFreeBytes">To be left free on the disk.</param>
/// <param name="RingAge">Of a piece of a stream.</param>
/// <param name="AnsweredAge">Of evidence the collector has.</param>
/// <param name="SettledAge">Of evidence the collector does not have; that of an open alert never grows too old.</param>
public sealed record RetentionLimits(long MaxBytes, long RingBytes, long MinFreeBytes, TimeSpan RingAge, TimeSpan AnsweredAge, TimeSpan SettledAge)
{
    /// <summary>How old a file may grow.</summary>
    public TimeSpan Age(Worth worth) => worth switch
    {
        Worth.Ring => RingAge,
        Worth.Answered => AnsweredAge,
        Worth.Settled => SettledAge,
        _ => TimeSpan.MaxValue,
    };
}
