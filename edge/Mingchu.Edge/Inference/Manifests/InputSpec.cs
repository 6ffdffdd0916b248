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
    /// <summary>Floats of one picture.</summary>
    public int Size => 3 * Width * Height;
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
