using Mingchu.Edge.Inference;

namespace Mingchu.Edge.Tests.Inference;

/// <summary>A picture drawn of rectangles.</summary>
internal sealed class Drawing(int width, int height)
{
    private readonly byte[] bgr = new byte[width * height * 3];

    public Picture Picture => new(bgr, width, height);

    public Drawing Fill(int left, int top, int right, int bottom, byte red, byte green, byte blue)
    {
        for (var y = Math.Max(0, top); y < Math.Min(height, bottom); y++)
            for (var x = Math.Max(0, left); x < Math.Min(width, right); x++)
                (bgr[((y * width) + x) * 3], bgr[(((y * width) + x) * 3) + 1], bgr[(((y * width) + x) * 3) + 2]) = (blue, green, red);
        return this;
    }

    /// <summary>A red square of <paramref name="size"/> at a cell, with what the badges model reads around it.</summary>
    public Drawing Head(int left, int top, int size, string? cap)
    {
        var (green, blue) = cap switch { "worn" => ((byte)255, (byte)0), "none" => ((byte)0, (byte)255), _ => ((byte)0, (byte)0) };
        return Fill(left - (size / 2), top - (size / 2), left + size + (size / 2), top + size + (size / 2), 0, green, blue)
            .Fill(left, top, left + size, top + size, 255, 0, 0);
    }
}
