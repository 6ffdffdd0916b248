using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Mingchu.Edge.Inference;
using Mingchu.Edge.Inference.Manifests;
using Mingchu.Rig;
using OpenCvSharp;

namespace Mingchu.Edge.Tests.Inference;

/// <summary>The models in <c>models/</c> do here what they did where they were trained.</summary>
public sealed class ShippedModelTests
{
    private sealed record Tensor(int[] Shape, float[] Values, int[]? Indices);

    public static TheoryData<string> Models => [.. Folders().Select(f => Path.GetFileName(f))];

    [Fact]
    public void They_load_together_and_see_what_the_rules_need()
    {
        var (recogniser, errors) = ModelFolder.Load(Path.Combine(Repository.Root, "models"));
        Assert.Empty(errors);
        using (recogniser)
        {
            Assert.True(recogniser!.Reads("head", "cap"));
            Assert.True(recogniser.Reads("head", "mask"));
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_gives_its_reference_output_for_its_reference_input(string name)
    {
        var folder = Path.Combine(Repository.Root, "models", name);
        var errors = new List<string>();
        var manifest = ManifestReader.Read(folder, errors)!;
        Assert.Empty(errors);
        using var session = new InferenceSession(Path.Combine(folder, manifest.File));
        using var input = OrtValue.CreateTensorValueFromMemory(Input(folder, manifest.Input), [1, 3, manifest.Input.Height, manifest.Input.Width]);
        var expected = JsonSerializer.Deserialize<Dictionary<string, Tensor>>(
            File.ReadAllText(Path.Combine(folder, "reference/output.json")), JsonSerializerOptions.Web)!;
        // What the product reads, no output more or less: a reference that lacks one would check nothing of it.
        Assert.Equal(Outputs(manifest).Order(StringComparer.Ordinal), expected.Keys.Order(StringComparer.Ordinal));
        using var sizes = OrtValue.CreateTensorValueFromMemory<long>([manifest.Input.Width, manifest.Input.Height], [1, 2]);
        var told = (manifest as DetectorManifest)?.Output.Sizes;
        using var results = told is null
            ? session.Run(new RunOptions(), [manifest.Input.Name], [input], [.. expected.Keys])
            : session.Run(new RunOptions(), [manifest.Input.Name, told], [input, sizes], [.. expected.Keys]);
        foreach (var ((tensorName, tensor), result) in expected.Zip(results))
        {
            Assert.Equal(tensor.Shape.Select(s => (long)s), result.GetTensorTypeAndShape().Shape);
            var whole = result.GetTensorTypeAndShape().ElementDataType == TensorElementType.Int64;
            float[] found = whole ? [.. result.GetTensorDataAsSpan<long>().ToArray().Select(v => (float)v)] : result.GetTensorDataAsSpan<float>().ToArray();
            for (var i = 0; i < tensor.Values.Length; i++)
                Assert.True(MathF.Abs(found[tensor.Indices?[i] ?? i] - tensor.Values[i]) < 1e-3f,
                    $"{name} {tensorName}[{tensor.Indices?[i] ?? i}]: expected {tensor.Values[i]}, found {found[tensor.Indices?[i] ?? i]}");
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_precision_of_a_model_loads(string name)
    {
        var folder = Path.Combine(Repository.Root, "models", name);
        var manifest = ManifestReader.Read(folder, [])!;
        foreach (var precision in manifest.Variants.Select(v => v.Precision).Prepend(Precision.Float))
        {
            // A classifier does not load without a detector; that one may lack the precision.
            var errors = ModelFolder.Load([folder], new() { Precision = precision }).Errors;
            Assert.All(errors, e => Assert.Equal("expected at least one model with task: detect, found none", e));
        }
    }

    private static IEnumerable<string> Outputs(ModelManifest manifest) => manifest switch
    {
        DetectorManifest detector => detector.Output.Tensors.Select(t => t.Name),
        ClassifierManifest { Embedding: { } embedding } classifier => classifier.Attributes.Select(a => a.Output).Append(embedding.Output),
        ClassifierManifest classifier => classifier.Attributes.Select(a => a.Output),
        _ => [],
    };

    private static float[] Input(string folder, InputSpec spec)
    {
        using var mat = Cv2.ImRead(Path.Combine(folder, "reference/input.png"), ImreadModes.Color);
        var (width, height) = (mat.Width, mat.Height);
        Assert.Equal((spec.Width, spec.Height), (width, height));
        var bgr = new byte[width * height * 3];
        Marshal.Copy(mat.Data, bgr, 0, bgr.Length);
        var tensor = new float[spec.Size];
        new TensorFiller(spec).Fill(bgr, width * 3, width, height, tensor);
        return tensor;
    }

    private static IEnumerable<string> Folders() =>
        Directory.EnumerateDirectories(Path.Combine(Repository.Root, "models")).Where(f => File.Exists(Path.Combine(f, ManifestReader.FileName)));
}
