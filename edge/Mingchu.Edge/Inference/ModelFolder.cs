using Microsoft.ML.OnnxRuntime;
using Mingchu.Edge.Inference.Manifests;
using Mingchu.Edge.Uniform;

namespace Mingchu.Edge.Inference;

/// <summary>Loads models by their manifests.</summary>
public static class ModelFolder
{
    /// <summary>
    /// Every model under <paramref name="folder"/> (a folder each, with a manifest), or null and every error: file, place, what was expected.
    /// A missing, damaged or wrong-shape model is an error, never a model less.
    /// </summary>
    public static (Recogniser? Recogniser, IReadOnlyList<string> Errors) Load(string folder, InferenceSettings? settings = null)
    {
        if (!Directory.Exists(folder))
            return (null, [$"{folder}: expected a folder of models (a folder each with {ManifestReader.FileName}), it does not exist"]);
        var models = Directory.GetDirectories(folder).Where(d => File.Exists(Path.Combine(d, ManifestReader.FileName))).Order(StringComparer.Ordinal).ToArray();
        return models.Length == 0
            ? (null, [$"{folder}: expected at least one model (a folder with {ManifestReader.FileName}), found none"])
            : Load(models, settings);
    }

    /// <summary>The given model folders together.</summary>
    public static (Recogniser? Recogniser, IReadOnlyList<string> Errors) Load(IReadOnlyList<string> models, InferenceSettings? settings = null)
    {
        settings ??= new();
        var errors = new List<string>();
        RuntimeTelemetry.Disable();
        if (!IsServed(settings.Provider))
            return (null, [$"execution provider {settings.Provider} is not in this build of ONNX Runtime, which has cpu"
                + string.Concat(Offered().Where(p => p != "cpu").Select(p => $", {p}"))]);
        var detectors = new List<Detector>();
        var classifiers = new List<AttributeClassifier>();
        foreach (var model in models)
        {
            switch (InPrecision(ManifestReader.Read(model, errors), settings.Precision, errors))
            {
                case DetectorManifest manifest when Detector.Open(manifest, settings, errors) is { } detector:
                    detectors.Add(detector);
                    break;
                case ClassifierManifest manifest when AttributeClassifier.Open(manifest, settings, errors) is { } classifier:
                    classifiers.Add(classifier);
                    break;
            }
        }
        if (errors.Count == 0)
            errors.AddRange(Unfit(detectors, classifiers));
        var uniform = errors.Count == 0 && settings.Uniforms is { } uniforms ? UniformFolder.Read(uniforms, classifiers.Select(c => c.Manifest), errors) : null;
        var recogniser = new Recogniser(detectors, classifiers, uniform);
        if (errors.Count == 0)
            return (recogniser, []);
        recogniser.Dispose();
        return (null, errors);
    }

    /// <summary>The manifest with the file of a precision in place of its own; an error where it has none.</summary>
    private static ModelManifest? InPrecision(ModelManifest? manifest, Precision precision, List<string> errors)
    {
        if (manifest is null || precision == Precision.Float)
            return manifest;
        if (manifest.Variants.FirstOrDefault(v => v.Precision == precision) is { } variant)
            return manifest with { File = variant.File, Sha256 = variant.Sha256 };
        var word = precision.ToString().ToLowerInvariant();
        errors.Add($"{Path.Combine(manifest.Folder, ManifestReader.FileName)}: variants: expected one with precision: {word}, as the configuration's "
            + $"analysis.precision asks, found none; make one with models/training/build {manifest.Name} --step quantise, or set analysis.precision: float");
        return null;
    }

    private static IEnumerable<string> Unfit(List<Detector> detectors, List<AttributeClassifier> classifiers)
    {
        var classes = detectors.SelectMany(d => d.Manifest.Classes).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        if (detectors.Count == 0)
            yield return "expected at least one model with task: detect, found none";
        else
        {
            foreach (var manifest in classifiers.Select(c => c.Manifest).Where(m => !classes.Contains(m.Crop.Class)))
                yield return $"{Path.Combine(manifest.Folder, ManifestReader.FileName)}: crop.class: expected a class some detector finds "
                    + $"({string.Join(", ", classes.Order(StringComparer.Ordinal))}), found \"{manifest.Crop.Class}\"";
            if (classifiers.Where(c => c.Manifest.Embedding is not null).Select(c => c.Manifest.Name).ToArray() is { Length: > 1 } several)
                yield return $"embedding: expected at most one model with an embedding, found {string.Join(", ", several)}";
        }
    }

    private static bool IsServed(string provider) => Offered().Contains(provider, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Offered() =>
        OrtEnv.Instance().GetAvailableProviders().Select(p => p.Replace("ExecutionProvider", "", StringComparison.Ordinal).ToLowerInvariant());
}
