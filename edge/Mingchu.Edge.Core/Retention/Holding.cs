namespace Mingchu.Edge.Core.Retention;

/// <summary>A file of the box that may be given up.</summary>
/// <param name="Id">Names it; two of the same worth and time go in the order of their ids.</param>
/// <param name="Worth">What it is worth.</param>
/// <param name="At">When what it shows happened.</param>
/// <param name="Bytes">Its size.</param>
public sealed record Holding(string Id, Worth Worth, DateTimeOffset At, long Bytes);
