using Mingchu.Edge.Core.Geometry;
using Mingchu.Edge.Inference.Manifests;

namespace Mingchu.Edge.Inference;

/// <summary>Where a picture lies in a network's input, pixels.</summary>
public readonly record struct Placement(int Left, int Top, int Width, int Height)
{
    /// <summary>For a picture of <paramref name="width"/> x <paramref name="height"/> pixels.</summary>
    public static Placement Of(InputSpec spec, int width, int height)
    {
        if (spec.Fit == Fit.Stretch)
            return new(0, 0, spec.Width, spec.Height);
        var scale = Math.Min((double)spec.Width / width, (double)spec.Height / height);
        var (w, h) = (Math.Clamp((int)Math.Round(width * scale), 1, spec.Width), Math.Clamp((int)Math.Round(height * scale), 1, spec.Height));
        // An odd pixel of padding goes to the right and below, as there.
        return spec.Fit == Fit.LetterboxCentred ? new((spec.Width - w) / 2, (spec.Height - h) / 2, w, h) : new(0, 0, w, h);
    }

    /// <summary>A box in pixels of the input, in coordinates of the picture.</summary>
    public Box InPicture(float left, float top, float right, float bottom) =>
        new((left - Left) / Width, (top - Top) / Height, (right - Left) / Width, (bottom - Top) / Height);
}
