using Mingchu.Edge.Inference;

namespace Mingchu.Edge.Tests.Inference;

public sealed class ModelFolderTests
{
    [Theory]
    [InlineData("squares", "sha256: ", "sha256: 00", "squares/model.yaml:5: sha256: expected 64 hex digits, found \"00")]
    [InlineData("squares", "file: model.onnx", "file: other.onnx", "squares/other.onnx: expected the model file that model.yaml names, it is missing")]
    [InlineData("squares", "file: model.onnx", "file: ../badges/model.onnx", "squares/model.yaml:4: file: expected a file name in the manifest's own folder")]
    [InlineData("squares", "name: output", "name: boxes", "squares/model.onnx: expected an output boxes of shape N x 84 x 6, found only output")]
    [InlineData("squares", "name: images", "name: picture", "squares/model.onnx: expected an input picture of shape N x 3 x 64 x 64, found only images")]
    [InlineData("squares", "width: 64", "width: 96", "squares/model.onnx: expected the input images of shape N x 3 x 64 x 96 of float32, found 1 x 3 x 64 x 64 of float")]
    [InlineData("squares", "width: 64", "width: 60", "squares/model.yaml:7: output.strides: expected divisors of the input's 60 x 64")]
    [InlineData("squares", "width: 64", "width: wide", "squares/model.yaml:6: input.width: expected a whole number from 8 to 4096, found \"wide\"")]
    [InlineData("squares", "task: detect", "task: guess", "squares/model.yaml:3: task: expected detect or classify, found \"guess\"")]
    [InlineData("squares", "name: squares", "name: circles", "squares/model.yaml:1: name: expected the folder's name squares")]
    [InlineData("squares", "threshold: 0.5", "threshold: 1.5", "squares/model.yaml:9: classes[0].threshold: expected a number from 0 to 1, found \"1.5\"")]
    [InlineData("squares", "licence: Apache-2.0", "", "squares/model.yaml:1: licence: expected a text, it is missing")]
    [InlineData("squares", "classes:", "classes: [", "squares/model.yaml:9: is not YAML")]
    [InlineData("squares", "  - {name: head, threshold: 0.5}", "  - {name: head, threshold: 0.5}\n  - {name: hand, threshold: 0.5}",
        "squares/model.onnx: expected the output output of shape N x 84 x 7 of float32, found 1 x 84 x 6 of float")]
    [InlineData("badges", "class: head", "class: hand", "badges/model.yaml: crop.class: expected a class some detector finds (head), found \"hand\"")]
    [InlineData("badges", "left: 1", "left: 0", "badges/model.yaml:7: crop.left: expected a number from 0.05 to 20, found \"0\"")]
    [InlineData("badges", "      - {name: none, labels: [bare]}\n", "", "badges/model.yaml:15: attributes[0].values: expected at least two values")]
    [InlineData("badges", "name: mask\n", "name: cap\n", "badges/model.yaml:10: attributes: expected every name once")]
    [InlineData("badges", "std: [1, 1, 1]", "std: [1, 0, 1]", "badges/model.yaml:6: input.std: expected a list of 3 numbers, each at least 1E-06")]
    [InlineData("squares", "fit: letterbox", "fit: stretch, trim: true", "squares/model.yaml:6: input.trim: expected false: only letterboxed inputs")]
    [InlineData("squares", "fit: letterbox", "fit: letterbox, trim: true", "squares/model.onnx: input.trim says that its sides are open, but it does not run at 64 x 32: ")]
    [InlineData("badges", "std: [1, 1, 1]", "std: [1, 1, 1], trim: true", "badges/model.yaml:6: input.trim: expected false: crops have no padding")]
    [InlineData("squares", "fit: letterbox", "fit: squeeze", "squares/model.yaml:6: input.fit: expected letterbox or letterbox-centred or stretch, found \"squeeze\"")]
    [InlineData("badges", "licence:", "embedding: {output: cap, size: 3}\nlicence:", "badges/model.onnx: expected the output cap of shape N x 3 of float32, found ? x 2 of float")]
    [InlineData("badges", "licence:", "embedding: {output: cap, size: 2, own: 0.5, other: 0.7}\nlicence:",
        "badges/model.yaml:29: embedding.other: expected a likeness for other below the one for own, found \"0.7\"")]
    public void A_spoilt_model_is_refused_with_file_place_and_what_was_expected(string model, string text, string by, string expected)
    {
        var copy = ToyModels.Copy(model, text, by);
        var (recogniser, errors) = ModelFolder.Load(copy);
        Assert.Null(recogniser);
        Assert.Contains(errors, e => e.StartsWith(Path.Combine(copy, expected), StringComparison.Ordinal));
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public void Every_error_of_every_model_is_told_at_once()
    {
        var copy = ToyModels.Copy("squares", "width: 64, height: 64, color: bgr", "width: x, height: 5, color: grey");
        var badges = Path.Combine(copy, "badges/model.yaml");
        File.WriteAllText(badges, File.ReadAllText(badges).Replace("determined: 0.8", "determined: often", StringComparison.Ordinal));
        var (_, errors) = ModelFolder.Load(copy);
        Assert.Equal(["input.width", "input.height", "input.color", "attributes[0].determined", "attributes[1].determined"],
            new[] { "input.width", "input.height", "input.color", "attributes[0].determined", "attributes[1].determined" }
                .Where(path => errors.Any(e => e.Contains($": {path}: ", StringComparison.Ordinal))));
        Assert.Equal(5, errors.Count);
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public void A_model_file_that_was_changed_is_refused_by_its_hash()
    {
        var copy = ToyModels.Copy();
        var file = Path.Combine(copy, "badges/model.onnx");
        File.AppendAllText(file, "x");
        var (recogniser, errors) = ModelFolder.Load(copy);
        Assert.Null(recogniser);
        var error = Assert.Single(errors);
        Assert.StartsWith($"{file}: expected SHA-256 dd683aaf", error, StringComparison.Ordinal);
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public void A_file_that_is_no_network_is_refused_even_with_the_right_hash()
    {
        var copy = ToyModels.Copy("badges", "sha256: dd683aaf03bbd6dc9401e67bae4c4e3f88caabd97890b34f063ba694e4ce08ec",
            "sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        File.WriteAllBytes(Path.Combine(copy, "badges/model.onnx"), []);
        var (recogniser, errors) = ModelFolder.Load(copy);
        Assert.Null(recogniser);
        Assert.Contains("badges/model.onnx: ONNX Runtime does not", Assert.Single(errors), StringComparison.Ordinal);
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public void A_folder_without_models_is_refused()
    {
        var empty = Directory.CreateTempSubdirectory("no-models-").FullName;
        Assert.Contains("expected at least one model", Assert.Single(ModelFolder.Load(empty).Errors), StringComparison.Ordinal);
        Directory.Delete(empty);
        Assert.Contains("does not exist", Assert.Single(ModelFolder.Load(empty).Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Classifiers_without_a_detector_are_refused()
    {
        var (_, errors) = ModelFolder.Load([Path.Combine(ToyModels.Folder, "badges")]);
        Assert.Equal("expected at least one model with task: detect, found none", Assert.Single(errors));
    }

    [Fact]
    public void An_execution_provider_that_is_not_there_is_refused_with_those_that_are()
    {
        var (_, errors) = ModelFolder.Load(ToyModels.Folder, new() { Provider = "tensorrt" });
        Assert.StartsWith("execution provider tensorrt is not in this build of ONNX Runtime, which has cpu", Assert.Single(errors), StringComparison.Ordinal);
    }
}
