using Mingchu.Edge.Core.Detection;
using Mingchu.Edge.Core.Uniform;

namespace Mingchu.Edge.Inference.Manifests;

/// <summary>What <c>models/NAME/model.yaml</c> says of the network beside it.</summary>
/// <param name="Folder">Folder of the manifest.</param>
/// <param name="Name">Same as the folder's name.</param>
/// <param name="Version">Semantic version.</param>
/// <param name="File">File name in the folder.</param>
/// <param name="Sha256">Lower-case hex of that file.</param>
/// <param name="Licence">SPDX expression.</param>
public abstract record ModelManifest(string Folder, string Name, string Version, string File, string Sha256, InputSpec Input, string Licence)
{
    /// <summary>Other files of the same network, each precision at most once.</summary>
    public IReadOnlyList<ModelVariant> Variants { get; init; } = [];
}

/// <summary>The same network in another precision, with the same inputs and outputs.</summary>
/// <param name="File">File name in the folder.</param>
/// <param name="Sha256">Lower-case hex of that file.</param>
public sealed record ModelVariant(Precision Precision, string File, string Sha256);

/// <summary>A network that finds things.</summary>
/// <param name="Output">What its output tensors mean.</param>
/// <param name="Classes">In the output's order.</param>
/// <param name="NmsIou">Overlap above which the weaker of two boxes of one class is dropped, 0..1; of no use where the network gives one box per thing.</param>
public sealed record DetectorManifest(
    string Folder, string Name, string Version, string File, string Sha256, InputSpec Input, string Licence,
    DetectorOutput Output, IReadOnlyList<DetectorClass> Classes, float NmsIou)
    : ModelManifest(Folder, Name, Version, File, Sha256, Input, Licence);

/// <summary>The output layout of a detector.</summary>
/// <param name="Tensors">In the order the decoder takes them.</param>
/// <param name="Decoder">Tensors to boxes.</param>
public sealed record DetectorOutput(IReadOnlyList<OutputTensor> Tensors, IBoxDecoder Decoder)
{
    /// <summary>Strides that must divide the input's sides; empty where they need not.</summary>
    public IReadOnlyList<int> Strides { get; init; } = [];

    /// <summary>The decoder for an input of other sides; null where the layout has none.</summary>
    public Func<InputSpec, IBoxDecoder>? Resized { get; init; }

    /// <summary>Name of an int64 input <c>1 x 2</c> that is told the input's width and height; null where there is none.</summary>
    public string? Sizes { get; init; }
}

/// <summary>An output tensor; float32, or int64 when <paramref name="Whole"/>.</summary>
public sealed record OutputTensor(string Name, bool Whole = false);

/// <summary>A class and the score from which it counts, 0..1.</summary>
public sealed record DetectorClass(string Name, float Threshold);

/// <summary>A network that reads attributes of things found, or describes them by an embedding, or both.</summary>
/// <param name="Crop">What is cut out for it.</param>
/// <param name="Attributes">Each with its own output tensor of logits, <c>N x values</c>.</param>
public sealed record ClassifierManifest(
    string Folder, string Name, string Version, string File, string Sha256, InputSpec Input, string Licence,
    CropSpec Crop, IReadOnlyList<AttributeSpec> Attributes)
    : ModelManifest(Folder, Name, Version, File, Sha256, Input, Licence)
{
    /// <summary>Its embedding; null when it has none.</summary>
    public EmbeddingSpec? Embedding { get; init; }
}

/// <summary>The region around a box: from its centre, Left and Right in box widths, Top and Bottom in box heights.</summary>
/// <param name="Class">Class of the boxes it is cut around.</param>
public sealed record CropSpec(string Class, float Left, float Right, float Top, float Bottom);

/// <summary>One attribute.</summary>
/// <param name="Name">E.g. <c>cap</c>.</param>
/// <param name="Output">Tensor name.</param>
/// <param name="Column">Column of <c>attributes.csv</c> that holds its truth; null when none does.</param>
/// <param name="Temperature">Probabilities are softmax(logits / temperature); &gt; 0.</param>
/// <param name="Values">In the output's order.</param>
/// <param name="Determined">Probability below which the answer is undetermined, 0..1.</param>
/// <param name="MinPixels">Boxes narrower than this in the frame are undetermined.</param>
/// <param name="Quorum">See <see cref="Core.Detection.AttributeReading.Quorum"/>, 0..1.</param>
public sealed record AttributeSpec(
    string Name, string Output, string? Column, float Temperature, IReadOnlyList<AttributeValue> Values, float Determined, float MinPixels, float Quorum = 0);

/// <summary>One value and the words of <c>attributes.csv</c> that mean it.</summary>
public sealed record AttributeValue(string Name, IReadOnlyList<string> Labels);

/// <summary>A vector that lies near those of the same clothes.</summary>
/// <param name="Output">Tensor name, <c>N x Size</c>; scaled to length 1 here, so the network need not.</param>
/// <param name="Size">Numbers.</param>
/// <param name="Bounds">Likeness from which clothes are the same, and below which they are not.</param>
/// <param name="MinPixels">Boxes narrower than this in the frame have none.</param>
public sealed record EmbeddingSpec(string Output, int Size, UniformBounds Bounds, float MinPixels);
