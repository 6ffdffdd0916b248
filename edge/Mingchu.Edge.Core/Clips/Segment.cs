namespace Mingchu.Edge.Core.Clips;

/// <summary>A finished piece of a camera's stream; begins with a key frame.</summary>
/// <param name="Session">Number of the connection it came by; pieces of different ones do not fit together.</param>
/// <param name="Number">Place within the session, from 0.</param>
/// <param name="From">When the box got its first picture.</param>
/// <param name="Until">When the box got the first picture after it.</param>
/// <param name="Bytes">Size of its file.</param>
public sealed record Segment(int Session, int Number, DateTimeOffset From, DateTimeOffset Until, long Bytes)
{
    /// <summary>Name of its file.</summary>
    public string File => $"{Session}-{Number}.ts";
}
