using Mingchu.Edge.Inference;
using Mingchu.Edge.Inference.Manifests;

namespace Mingchu.Eval;

/// <summary>Which models an evaluation runs.</summary>
internal static class Models
{
    /// <summary>
    /// A detector, with the classifiers beside it that read what it finds when there is a truth for them; or a classifier with the detector
    /// named, by default the only one beside it that finds its class.
    /// </summary>
    public static Recogniser Load(string model, string? detector, bool hasAttributes, Precision precision)
    {
        List<string> folders = Read(model) switch
        {
            ClassifierManifest classifier => [detector ?? Beside<DetectorManifest>(model, d => d.Classes.Any(c => c.Name == classifier.Crop.Class)) switch
            {
                [var only] => only,
                _ => throw new EvalFault($"--detector: expected, because {model} reads attributes of \"{classifier.Crop.Class}\" and there is not exactly one detector beside it"),
            }, model],
            DetectorManifest when detector is not null => throw new EvalFault($"--detector: not expected, because {model} is a detector itself"),
            DetectorManifest own when hasAttributes => [model, .. Beside<ClassifierManifest>(model, c => own.Classes.Any(o => o.Name == c.Crop.Class))],
            _ => [model],
        };
        var (recogniser, errors) = ModelFolder.Load(folders, new() { Precision = precision });
        return recogniser ?? throw new EvalFault(string.Join(Environment.NewLine, errors));
    }

    private static ModelManifest Read(string model)
    {
        var errors = new List<string>();
        return ManifestReader.Read(model, errors) ?? throw new EvalFault(string.Join(Environment.NewLine, errors));
    }

    private static List<string> Beside<T>(string model, Func<T, bool> fits) where T : ModelManifest
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(model));
        return [.. Directory.GetDirectories(Path.GetDirectoryName(full)!).Order(StringComparer.Ordinal)
            .Where(f => f != full && File.Exists(Path.Combine(f, ManifestReader.FileName)) && Read(f) is T manifest && fits(manifest))];
    }
}
