using Mingchu.Edge.Inference;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Inference;

/// <summary>The toy models of <c>Models/make.py</c>, and spoilt copies of them.</summary>
internal static class ToyModels
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "tests/Mingchu.Edge.Tests/Inference/Models");

    public static Recogniser Load()
    {
        var (recogniser, errors) = ModelFolder.Load(Folder);
        Assert.Empty(errors);
        return recogniser!;
    }

    /// <summary>A copy in a new folder, with one text of one manifest replaced.</summary>
    public static string Copy(string model = "", string text = "", string by = "")
    {
        var copy = Directory.CreateTempSubdirectory("toy-models-").FullName;
        foreach (var name in (string[])["squares", "badges"])
        {
            Directory.CreateDirectory(Path.Combine(copy, name));
            File.Copy(Path.Combine(Folder, name, "model.onnx"), Path.Combine(copy, name, "model.onnx"));
            var manifest = File.ReadAllText(Path.Combine(Folder, name, "model.yaml"));
            if (name == model)
            {
                Assert.Contains(text, manifest);
                manifest = manifest.Replace(text, by, StringComparison.Ordinal);
            }
            File.WriteAllText(Path.Combine(copy, name, "model.yaml"), manifest);
        }
        return copy;
    }
}
