using Mingchu.Edge.Core.Geometry;
using Mingchu.Edge.Inference;
using Mingchu.Edge.Inference.Manifests;

namespace Mingchu.Edge.Tests.Inference;

/// <summary>A toy network of every output layout, loaded by its manifest, finds what it is shown where it is.</summary>
public sealed class FamiliesTests
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(ToyModels.Folder)!, "Families");

    public static TheoryData<string> Layouts => [.. Directory.GetDirectories(Folder).Select(f => Path.GetFileName(f))];

    [Fact]
    public void There_is_a_toy_for_every_layout_besides_the_products_own() =>
        Assert.Equal(["nanodet", "rtdetr", "rtdetr-deployed", "yolov5", "yolov8"], Directory.GetDirectories(Folder).Select(f => Path.GetFileName(f)).Order());

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_thing_is_found_where_it_is(string layout)
    {
        using var recogniser = Load(Path.Combine(Folder, layout));
        // The cell at column 2, row 3 of the 64-pixel network, in a picture of 640 x 360: letterboxed in the middle, or stretched.
        var stretched = recogniser.Detectors[0].Manifest.Input.Fit == Fit.Stretch;
        var (top, bottom) = stretched ? (135, 180) : (100, 180);
        var found = recogniser.Recognise(new Drawing(640, 360).Fill(160, top, 240, bottom, 255, 0, 0).Picture);
        var detection = Assert.Single(found, d => !d.Tentative);
        Assert.Equal("head", detection.Class);
        Assert.InRange(detection.Score, 0.99f, 1);
        Assert.True(detection.Box.Iou(new Box(160 / 640f, top / 360f, 240 / 640f, bottom / 360f)) > 0.99f, $"{detection.Box}");
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void An_empty_picture_shows_nothing(string layout)
    {
        using var recogniser = Load(Path.Combine(Folder, layout));
        Assert.Empty(recogniser.Recognise(new Drawing(640, 360).Picture));
    }

    [Theory]
    [InlineData("yolov5", "yolov8", "expected the output output0 of shape N x 5 x 84 of float32, found 1 x 252 x 6 of float")]
    [InlineData("yolov8", "yolov5", "expected the output output0 of shape N x 252 x 6 of float32, found 1 x 5 x 84 of float")]
    [InlineData("rtdetr", "rtdetr-deployed", "expected an input orig_target_sizes of shape N x 2, found only images")]
    [InlineData("rtdetr-deployed", "rtdetr", "has an input orig_target_sizes that the manifest does not know")]
    [InlineData("rtdetr-deployed", "rtdetr", "expected an output pred_logits of shape N x 64 x 1, found only labels, boxes, scores")]
    [InlineData("nanodet", "yolox", "expected the output output of shape N x 84 x 6 of float32, found 1 x 85 x 33 of float")]
    public void A_network_of_another_layout_is_refused_with_its_file_and_what_was_expected(string model, string layout, string expected) =>
        Refused(model, $"layout: {model}", $"layout: {layout}", $"model.onnx: {expected}");

    [Theory]
    [InlineData("yolov8", "layout: yolov8", "layout: yolov99",
        "model.yaml:7: output.layout: expected yolox or yolov5 or yolov8 or nanodet or rtdetr or rtdetr-deployed, found \"yolov99\"")]
    [InlineData("yolov8", "name: output0", "strides: [8, 16, 31], name: output0", "model.yaml:7: output.strides: expected divisors of the input's 64 x 64, found something else")]
    [InlineData("yolov5", "name: output0", "anchors: 0, name: output0", "model.yaml:7: output.anchors: expected a whole number from 1 to 9, found \"0\"")]
    [InlineData("nanodet", "name: output", "regMax: 15, name: output", "model.onnx: expected the output output of shape N x 85 x 65 of float32, found 1 x 85 x 33 of float")]
    [InlineData("nanodet", "name: output", "offset: 0.7, name: output", "model.yaml:7: output.offset: expected a number from 0 to 0.5, found \"0.7\"")]
    [InlineData("rtdetr", "queries: 64", "queries: 300", "model.onnx: expected the output pred_logits of shape N x 300 x 1 of float32, found 1 x 64 x 1 of float")]
    [InlineData("rtdetr-deployed", "queries: 64", "queries: 64, labels: scores, scores: labels",
        "model.onnx: expected the output scores of shape N x 64 of int64, found 1 x 64 of float")]
    public void A_manifest_that_does_not_fit_is_refused(string model, string text, string by, string expected) => Refused(model, text, by, expected);

    private static void Refused(string model, string text, string by, string expected)
    {
        var copy = Directory.CreateTempSubdirectory("families-").FullName;
        var folder = Directory.CreateDirectory(Path.Combine(copy, model)).FullName;
        File.Copy(Path.Combine(Folder, model, "model.onnx"), Path.Combine(folder, "model.onnx"));
        var manifest = File.ReadAllText(Path.Combine(Folder, model, "model.yaml"));
        Assert.Contains(text, manifest);
        File.WriteAllText(Path.Combine(folder, "model.yaml"), manifest.Replace(text, by, StringComparison.Ordinal));
        var (recogniser, errors) = ModelFolder.Load([folder]);
        Assert.Null(recogniser);
        Assert.Contains(Path.Combine(folder, expected), errors);
        Directory.Delete(copy, recursive: true);
    }

    private static Recogniser Load(string folder)
    {
        var (recogniser, errors) = ModelFolder.Load([folder]);
        Assert.Empty(errors);
        return recogniser!;
    }
}
