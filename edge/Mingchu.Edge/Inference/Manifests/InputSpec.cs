namespace Mingchu.Edge.Inference.Manifests;

/// <summary>What a network wants to be fed: float32, NCHW, 3 channels, <c>value = (pixel * Scale - Mean[c]) / Std[c]</c>.</summary>
/// <param name="Name">Tensor name.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Color">Order of the channels, also of <paramref name="Mean"/> and <paramref name="Std"/>.</param>
/// <param name="Fit">How a picture of another shape is fitted.</param>
/// <param name="Pad">Pixel value, 0..255, where there is no picture.</param>
public sealed record InputSpec(
    string Name, int Width, int Height, ColorOrder Color, float Scale, IReadOnlyList<float> Mean, IReadOnlyList<float> Std, Fit Fit, byte Pad)
{
    /// <summary>The network's sides are open: padding is left out as far as its strides allow, which spares it work.</summary>
    public bool Trim { get; init; }

    /// <summary>Floats of one picture.</summary>
    public int Size => 3 * Width * Height;

    /// <summary>Sides of the input without the padding that a picture of that size would get, multiples of <paramref name="step"/>; scaled the picture is as before.</summary>
    public (int Width, int Height) Trimmed(int width, int height, int step)
    {
        var scale = Math.Min((double)Width / width, (double)Height / height);
        return (Up(width * scale, Width, step), Up(height * scale, Height, step));
    }

    // Of the side before it is rounded: a step below it would scale the picture down a little more.
    private static int Up(double side, int most, int step) => (int)Math.Clamp(Math.Ceiling(side / step) * step, step, most);
}

/// <summary>Order of the colour channels.</summary>
public enum ColorOrder
{
    /// <summary>Blue first, as OpenCV has it.</summary>
    Bgr,

    /// <summary>Red first.</summary>
    Rgb,
}

/// <summary>How a picture is fitted into the network's input.</summary>
public enum Fit
{
    /// <summary>Aspect kept, at the top left, the rest is pad.</summary>
    Letterbox,

    /// <summary>Aspect kept, in the middle, pad on both sides, as YOLOv5 and YOLOv8 are trained.</summary>
    LetterboxCentred,

    /// <summary>Both sides scaled to fit.</summary>
    Stretch,
}
