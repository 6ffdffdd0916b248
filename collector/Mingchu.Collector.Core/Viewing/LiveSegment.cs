namespace Mingchu.Collector.Core.Viewing;

/// <summary>A piece of video that begins with a key picture.</summary>
/// <param name="Number">The sender's count; a number left out is a gap.</param>
/// <param name="Seconds">Its length, &gt; 0.</param>
/// <param name="Bytes">MPEG-TS.</param>
public sealed record LiveSegment(int Number, double Seconds, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Whether something is missing before it.</summary>
    public bool AfterGap { get; init; }
}
