using Mingchu.Edge.Core.Uniform;
using Mingchu.Edge.Inference.Manifests;

namespace Mingchu.Edge.Uniform;

/// <summary>The kitchen's own uniforms on disk.</summary>
public static class UniformFolder
{
    /// <summary>
    /// A matcher of every uniform in the folder, or null when there is none. A file that is damaged, or was enrolled with another model than the
    /// one in use, is an error: it would tell own from other at random.
    /// </summary>
    public static UniformMatcher? Read(string folder, IEnumerable<ClassifierManifest> classifiers, List<string> errors)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).ToArray() : [];
        if (files.Length == 0)
            return null;
        var model = classifiers.FirstOrDefault(c => c.Embedding is not null);
        var uniforms = new List<IReadOnlyList<float[]>>();
        foreach (var file in files)
        {
            if (UniformFile.Read(file, errors) is not { } uniform)
                continue;
            if (model is null)
                errors.Add($"{file}: was enrolled with {uniform.Model}, but no model in use has an embedding; put that model back or remove the file");
            else if (uniform.Sha256 != model.Sha256 || uniform.Looks[0].Embedding.Length != model.Embedding!.Size)
                errors.Add($"{file}: was enrolled with {uniform.Model} (SHA-256 {uniform.Sha256}), the model in use is {model.Name} {model.Version} "
                    + $"({model.Sha256}); enrol the uniform anew with mingchu-edge enrol, or remove the file");
            else
                uniforms.Add([.. uniform.Looks.Select(l => l.Embedding)]);
        }
        return uniforms.Count > 0 ? new(uniforms, model!.Embedding!.Bounds) : null;
    }
}
