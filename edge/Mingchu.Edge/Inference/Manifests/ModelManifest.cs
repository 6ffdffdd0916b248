namespace Mingchu.Edge.Inference.Manifests;

/// <summary>What <c>models/NAME/model.yaml</c> says of the network beside it.</summary>
/// <param name="Folder">Folder of the manifest.</param>
/// <param name="Name">Same as the folder's name.</param>
/// <param name="Version">Semantic version.</param>
/// <param name="File">File name in the folder.</param>
/// <param name="Sha256">Lower-case hex of that file.</param>
/// <param name="Licence">SPDX expression.</param>
public abstract record ModelManifest(string Folder, string Name, string Version, string File, string Sha256, InputSpec Input, string Licence);

/// <summary>A network that finds things.</summary>
/// <param name="Output">Tensor name of the raw grid, <c>1 x N x (5 + classes)</c>.</param>
/// <param name="Strides">Of the grids, in the output's order.</param>
/// <param name="Classes">In the output's order.</param>
/// <param name="NmsIou">Overlap above which the weaker of two boxes of one class is dropped, 0..1.</param>
public sealed record DetectorManifest(
    string Folder, string Name, string Version, string File, string Sha256, InputSpec Input, string Licence,
    string Output, IReadOnlyList<int> Strides, IReadOnlyList<DetectorClass> Classes, float NmsIou)
    : ModelManifest(Folder, Name, Version, File, Sha256, Input, Licence);

/// <summary>A class and the score from which it counts, 0..1.</summary>
public sealed record DetectorClass(string Name, float Threshold);

/// <summary>A network that reads attributes of things found.</summary>
/// <param name="Crop">What is cut out for it.</param>
/// <param name="Attributes">Each with its own output tensor of logits, <c>N x values</c>.</param>
public sealed record ClassifierManifest(
    string Folder, string Name, string Version, string File, string Sha256, InputSpec Input, string Licence,
    CropSpec Crop, IReadOnlyList<AttributeSpec> Attributes)
    : ModelManifest(Folder, Name, Version, File, Sha256, Input, Licence);

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
public sealed record AttributeSpec(
    string Name, string Output, string? Column, float Temperature, IReadOnlyList<AttributeValue> Values, float Determined, float MinPixels);

/// <summary>One value and the words of <c>attributes.csv</c> that mean it.</summary>
public sealed record AttributeValue(string Name, IReadOnlyList<string> Labels);
