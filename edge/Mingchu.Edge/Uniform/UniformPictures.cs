using System.Globalization;
using Mingchu.Edge.Core.Uniform;
using Mingchu.Edge.Evidence;
using Mingchu.Edge.Inference;

namespace Mingchu.Edge.Uniform;

/// <summary>Pictures of people to looks: who is on them and what the embedding says of their clothes.</summary>
/// <param name="recogniser">The models of the box.</param>
/// <param name="classifier">The one with the embedding.</param>
public sealed class UniformPictures(Recogniser recogniser, AttributeClassifier classifier)
{
    private static readonly string[] Types = [".jpg", ".jpeg", ".png", ".bmp", ".webp"];

    /// <summary>Picture files of a folder, by name.</summary>
    public static IReadOnlyList<string> In(string folder) =>
        [.. Directory.GetFiles(folder).Where(f => Types.Contains(Path.GetExtension(f).ToLowerInvariant())).Order(StringComparer.Ordinal)];

    /// <summary>The looks of a picture, or none and why.</summary>
    public (IReadOnlyList<Look> Looks, string? WhyNot) Look(string file)
    {
        using var frame = EvidencePictures.Read(File.ReadAllBytes(file), "", default);
        if (frame is null)
            return ([], "is not a picture that can be read");
        var picture = Picture.Of(frame);
        var type = classifier.Manifest.Crop.Class;
        var boxes = recogniser.Detectors.SelectMany(d => d.Detect(picture)).Where(d => !d.Tentative && d.Class == type).Select(d => d.Box).ToArray();
        if (boxes.Length == 0)
            return ([], $"shows no {type} that the detector finds");
        var looks = classifier.Read(picture, boxes).Where(r => r.Embedding is not null).Select(r => new Look(Path.GetFileName(file), r.Embedding!)).ToArray();
        return looks.Length > 0 ? (looks, null) : ([], string.Create(CultureInfo.InvariantCulture,
            $"shows nobody near enough: the largest {type} is {boxes.Max(b => b.Width) * picture.Width:F0} pixels wide, {classifier.Manifest.Embedding!.MinPixels:F0} are needed"));
    }
}
