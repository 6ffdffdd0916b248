using Mingchu.Contracts;
using Mingchu.Edge.Core.Uniform;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Mingchu.Edge.Inference.Manifests;

/// <summary>Reads <c>model.yaml</c>. Unknown keys are passed over: a manifest also documents its model for people.</summary>
public static class ManifestReader
{
    /// <summary>File name of every manifest.</summary>
    public const string FileName = "model.yaml";

    /// <summary>The manifest in a model's folder, or null and every error, each with file, line and YAML path.</summary>
    public static ModelManifest? Read(string folder, List<string> errors)
    {
        var file = Path.Combine(folder, FileName);
        var before = errors.Count;
        if (Parse(file, errors) is not { } root)
            return null;
        var manifest = root.Choice<Func<YamlSection, string, ModelManifest>>("task", ("detect", Detector), ("classify", Classifier))(root, folder);
        if (errors.Count == before)
            CrossCheck(manifest, root);
        return errors.Count == before ? manifest : null;
    }

    private static YamlSection? Parse(string file, List<string> errors)
    {
        try
        {
            var yaml = new YamlStream();
            using var reader = new StreamReader(file);
            yaml.Load(reader);
            if (yaml.Documents is [{ RootNode: YamlMappingNode mapping }])
                return new(file, "", mapping, errors);
            errors.Add($"{file}: expected one YAML mapping with name, task, file, sha256, input, ...");
        }
        catch (YamlException e)
        {
            errors.Add($"{file}:{e.Start.Line}: is not YAML: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add($"{file}: cannot be read: {e.Message}");
        }
        return null;
    }

    private static DetectorManifest Detector(YamlSection root, string folder)
    {
        var input = Input(root);
        var classes = root.Items("classes").Select(c => new DetectorClass(c.Text("name"), c.Number("threshold", 0, 1))).ToArray();
        return new(folder, Name(root, folder), root.Text("version"), File(root), Sha256(root), input, root.Text("licence"),
            OutputLayouts.Read(root.Section("output"), input, classes.Length), classes,
            root.Has("nms") ? root.Section("nms").Number("iou", 0, 1) : 0.5f) { Variants = Variants(root) };
    }

    private static ClassifierManifest Classifier(YamlSection root, string folder)
    {
        root.Section("output").Choice("layout", ("attributes", 0));
        var crop = root.Section("crop");
        var embedding = root.Has("embedding") ? Embedding(root.Section("embedding")) : null;
        return new(folder, Name(root, folder), root.Text("version"), File(root), Sha256(root), Input(root), root.Text("licence"),
            new(crop.Text("class"), crop.Number("left", 0.05f, 20), crop.Number("right", 0.05f, 20), crop.Number("top", 0.05f, 20), crop.Number("bottom", 0.05f, 20)),
            embedding is not null && !root.Has("attributes") ? [] : [.. root.Items("attributes").Select(Attribute)])
        {
            Embedding = embedding,
            Variants = Variants(root),
        };
    }

    private static EmbeddingSpec Embedding(YamlSection section)
    {
        var bounds = new UniformBounds(
            section.Number("own", -1, 1, otherwise: UniformBounds.Usual.Own), section.Number("other", -1, 1, otherwise: UniformBounds.Usual.Other));
        if (bounds.Other >= bounds.Own)
            section.Fault(section.Has("other") ? "other" : "own", "expected a likeness for other below the one for own");
        return new(section.Text("output"), section.Whole("size", 2, 4096), bounds, section.Number("minPixels", 0, 10_000, otherwise: 12));
    }

    private static IReadOnlyList<ModelVariant> Variants(YamlSection root)
    {
        if (!root.Has("variants"))
            return [];
        var variants = root.Items("variants").Select(v => new ModelVariant(v.Choice("precision", ("int8", Precision.Int8)), File(v), Sha256(v))).ToArray();
        if (variants.DistinctBy(v => v.Precision).Count() != variants.Length)
            root.Fault("variants", "expected every precision once");
        return variants;
    }

    private static AttributeSpec Attribute(YamlSection item) =>
        new(item.Text("name"), item.Text("output"), item.OptionalText("column"), item.Number("temperature", 0.01f, 100, otherwise: 1),
            [.. item.Items("values").Select(v => new AttributeValue(v.Text("name"), v.Has("labels") ? v.Texts("labels") : []))],
            item.Number("determined", 0, 1), item.Number("minPixels", 0, 10_000, otherwise: 0), item.Number("quorum", 0, 1, otherwise: 0));

    private static InputSpec Input(YamlSection root)
    {
        var input = root.Section("input");
        return new(input.Text("name"), input.Whole("width", 8, 4096), input.Whole("height", 8, 4096),
            input.Choice("color", ("bgr", ColorOrder.Bgr), ("rgb", ColorOrder.Rgb)),
            input.Number("scale", 1e-6f, 1e6f, otherwise: 1), input.Numbers("mean", 3, float.MinValue, 0), input.Numbers("std", 3, 1e-6f, 1),
            input.Choice("fit", ("letterbox", Fit.Letterbox), ("letterbox-centred", Fit.LetterboxCentred), ("stretch", Fit.Stretch)), (byte)(input.Has("pad") ? input.Whole("pad", 0, 255) : 114))
        {
            Trim = input.Has("trim") && input.Choice("trim", ("true", true), ("false", false)),
        };
    }

    // Alerts name models by folder; two names for one thing would make their records unreadable.
    private static string Name(YamlSection root, string folder)
    {
        var name = root.Text("name");
        var expected = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        if (name.Length > 0 && (name != expected || !Topics.IsId(name)))
            root.Fault("name", $"expected the folder's name {expected}, of lower-case letters, digits and hyphens");
        return name;
    }

    private static string File(YamlSection root)
    {
        var file = root.Text("file");
        if (file.Length > 0 && (Path.GetFileName(file) != file || file is "." or ".."))
            root.Fault("file", "expected a file name in the manifest's own folder");
        return file;
    }

    private static string Sha256(YamlSection root)
    {
        var hash = root.Text("sha256");
        if (hash.Length > 0 && (hash.Length != 64 || !hash.All(char.IsAsciiHexDigit)))
            root.Fault("sha256", "expected 64 hex digits");
        return hash.ToLowerInvariant();
    }

    private static void CrossCheck(ModelManifest manifest, YamlSection root)
    {
        if (manifest is DetectorManifest detector)
        {
            foreach (var stride in detector.Output.Strides)
                if (detector.Input.Width % stride != 0 || detector.Input.Height % stride != 0)
                    root.Section("output").Fault("strides", $"expected divisors of the input's {detector.Input.Width} x {detector.Input.Height}");
            if (detector.Input.Trim && (detector.Output.Strides.Count == 0 || detector.Input.Fit == Fit.Stretch))
                root.Section("input").Fault("trim", "expected false: only letterboxed inputs of layouts with strides can be trimmed");
            if (detector.Classes.DistinctBy(c => c.Name).Count() != detector.Classes.Count)
                root.Fault("classes", "expected every name once");
        }
        if (manifest is ClassifierManifest classifier)
        {
            if (classifier.Input.Trim)
                root.Section("input").Fault("trim", "expected false: crops have no padding to leave out");
            if (classifier.Attributes.DistinctBy(a => a.Name).Count() != classifier.Attributes.Count)
                root.Fault("attributes", "expected every name once");
            foreach (var (attribute, section) in classifier.Attributes.Zip(classifier.Attributes.Count > 0 ? root.Items("attributes") : []))
                if (attribute.Values.Count < 2 || attribute.Values.DistinctBy(v => v.Name).Count() != attribute.Values.Count)
                    section.Fault("values", "expected at least two values, every name once");
        }
    }
}
