using Mingchu.Edge.Capture;

namespace Mingchu.Edge.Inference;

/// <summary>Pixels to look at, not owned: packed BGR, 8 bits, rows without padding.</summary>
public readonly record struct Picture(ReadOnlyMemory<byte> Bgr, int Width, int Height)
{
    /// <summary>The frame's pixels; valid as long as the frame is.</summary>
    public static Picture Of(Frame frame) => new(frame.Bgr, frame.Width, frame.Height);
}
