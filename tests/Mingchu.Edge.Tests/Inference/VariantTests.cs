using System.Security.Cryptography;
using Mingchu.Edge.Inference;
using Mingchu.Edge.Inference.Manifests;

namespace Mingchu.Edge.Tests.Inference;

/// <summary>Files of one network in several precisions.</summary>
public sealed class VariantTests
{
    private static readonly InferenceSettings Int8 = new() { Precision = Precision.Int8 };

    [Fact]
    public void The_file_of_the_precision_asked_for_is_run_and_named()
    {
        var copy = WithVariants("squares", "badges");
        foreach (var (settings, file) in ((InferenceSettings, string)[])[(new(), "model.onnx"), (Int8, "model.int8.onnx")])
        {
            var (recogniser, errors) = ModelFolder.Load(copy, settings);
            Assert.Empty(errors);
            using (recogniser)
            {
                Assert.Equal([Hash(copy, "squares", file), Hash(copy, "badges", file)], recogniser!.Models.Select(m => m.Sha256));
                Assert.Single(recogniser.Recognise(new Drawing(640, 640).Head(80, 80, 80, "worn").Picture), d => !d.Tentative);
            }
        }
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public void Every_model_without_the_precision_asked_for_is_named()
    {
        var copy = WithVariants("squares");
        var (recogniser, errors) = ModelFolder.Load(copy, Int8);
        Assert.Null(recogniser);
        Assert.Equal($"{Path.Combine(copy, "badges/model.yaml")}: variants: expected one with precision: int8, as the configuration's analysis.precision asks, "
            + "found none; make one with models/training/build badges --step quantise, or set analysis.precision: float", Assert.Single(errors));
        Directory.Delete(copy, recursive: true);
    }

    [Theory]
    [InlineData("precision: int8", "precision: int4", "variants[0].precision: expected int8, found \"int4\"")]
    [InlineData("file: model.int8.onnx", "file: ../x.onnx", "variants[0].file: expected a file name in the manifest's own folder, found \"../x.onnx\"")]
    [InlineData("variants:", "variants:\n  - {precision: int8, file: a.onnx, sha256: 0000000000000000000000000000000000000000000000000000000000000000}",
        "variants: expected every precision once, found something else")]
    [InlineData("file: model.int8.onnx", "file: other.onnx", "other.onnx: expected the model file that model.yaml names, it is missing")]
    public void A_wrong_variant_is_refused_in_words(string text, string by, string expected)
    {
        var copy = WithVariants("squares", "badges");
        var manifest = Path.Combine(copy, "squares/model.yaml");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace(text, by, StringComparison.Ordinal));
        var (_, errors) = ModelFolder.Load(copy, Int8);
        Assert.Contains(errors, e => e.EndsWith(expected, StringComparison.Ordinal));
        Directory.Delete(copy, recursive: true);
    }

    /// <summary>The toys, some with a second file: another hash, since it has a doc string.</summary>
    private static string WithVariants(params string[] names)
    {
        var copy = ToyModels.Copy();
        foreach (var name in names)
        {
            // Field 6 of an ONNX file is its doc string; appended, it changes nothing else.
            File.WriteAllBytes(Path.Combine(copy, name, "model.int8.onnx"), [.. File.ReadAllBytes(Path.Combine(copy, name, "model.onnx")), 0x32, 4, .. "int8"u8]);
            File.AppendAllText(Path.Combine(copy, name, "model.yaml"),
                $"variants:\n  - {{precision: int8, file: model.int8.onnx, sha256: {Hash(copy, name, "model.int8.onnx")}}}\n");
        }
        return copy;
    }

    private static string Hash(string folder, string name, string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, name, file))));
}
