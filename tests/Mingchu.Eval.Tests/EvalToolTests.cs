using System.Text.Json;

namespace Mingchu.Eval.Tests;

public sealed class EvalToolTests : IDisposable
{
    private readonly DrawnFolder drawn = new();
    private readonly string squares = Path.Combine(EvalTool.Models, "squares");
    private readonly string badges = Path.Combine(EvalTool.Models, "badges");
    private const string Map = "hairnet=head,no_hairnet=head";

    public void Dispose() => drawn.Dispose();

    [Fact]
    public void The_JSON_has_the_promised_form_and_figures()
    {
        var (code, output, error) = EvalTool.Run("--model", squares, "--data", drawn.Folder, "--map", Map, "--json");
        Assert.Equal((0, ""), (code, error));
        using var json = JsonDocument.Parse(output);
        Assert.Equal(["classes", "images", "attributes"], json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(2, json.RootElement.GetProperty("images").GetInt32());
        var head = Assert.Single(json.RootElement.GetProperty("classes").EnumerateArray());
        Assert.Equal(["name", "ap50", "precision", "recall", "boxes"], head.EnumerateObject().Select(p => p.Name));
        Assert.Equal("head", head.GetProperty("name").GetString());
        // Two of three boxes found; false are the unlabelled one and both halves of the one off the cells. The bucket is no class of the model.
        Assert.Equal(3, head.GetProperty("boxes").GetInt32());
        Assert.Equal(2 / 3.0, head.GetProperty("recall").GetDouble(), 1e-6);
        Assert.Equal(2 / 5.0, head.GetProperty("precision").GetDouble(), 1e-6);
    }

    [Fact]
    public void Attributes_are_scored_on_labelled_and_on_detected_boxes()
    {
        var (_, output, _) = EvalTool.Run("--model", squares, "--data", drawn.Folder, "--map", Map, "--json");
        using var json = JsonDocument.Parse(output);
        var attributes = json.RootElement.GetProperty("attributes").EnumerateArray().ToArray();
        Assert.Equal(["cap labelled", "cap detected", "mask labelled", "mask detected"],
            attributes.Select(a => $"{a.GetProperty("name").GetString()} {a.GetProperty("boxes").GetString()}"));
        Assert.All(attributes, a => Assert.Equal(["name", "boxes", "determined", "determined24", "accuracy", "values"], a.EnumerateObject().Select(p => p.Name)));
        // Labelled: worn and none are told, the bucket's and the black head's are not; on the detector's own both found heads are told.
        Assert.Equal([0.5, 1], attributes[..2].Select(a => a.GetProperty("determined").GetDouble()));
        Assert.Equal([1, 1], attributes[..2].Select(a => a.GetProperty("accuracy").GetDouble()));
        var worn = attributes[0].GetProperty("values")[0];
        Assert.Equal(["name", "f1", "precision", "recall", "count"], worn.EnumerateObject().Select(p => p.Name));
        Assert.Equal((1.0, 1), (worn.GetProperty("f1").GetDouble(), worn.GetProperty("count").GetInt32()));
    }

    [Fact]
    public void A_classifier_finds_the_detector_beside_it_and_needs_no_map()
    {
        var (code, output, _) = EvalTool.Run("--model", badges, "--data", drawn.Folder, "--json");
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(0, json.RootElement.GetProperty("classes").GetArrayLength());
        Assert.Equal(4, json.RootElement.GetProperty("attributes").GetArrayLength());
        Assert.Equal(output, EvalTool.Run("--model", badges, "--detector", squares, "--data", drawn.Folder, "--json").Output);
    }

    [Fact]
    public void Without_attributes_the_JSON_has_classes_and_images_alone()
    {
        File.Delete(drawn["attributes.csv"]);
        var (_, output, _) = EvalTool.Run("--model", squares, "--data", drawn.Folder, "--map", Map, "--json", "--limit", "1");
        using var json = JsonDocument.Parse(output);
        Assert.Equal(["classes", "images"], json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(1, json.RootElement.GetProperty("images").GetInt32());
    }

    [Fact]
    public void The_text_names_every_class_and_attribute()
    {
        var (code, output, _) = EvalTool.Run("--model", squares, "--data", drawn.Folder, "--map", Map);
        Assert.Equal(0, code);
        Assert.Contains("2 pictures", output, StringComparison.Ordinal);
        Assert.Contains("cap on detected boxes: determined 1.000", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("labels/one.txt", "0 0.5 0.5 0.1\n", "labels/one.txt:1: expected \"class cx cy w h\" with a class from 0 to 2")]
    [InlineData("labels/one.txt", "\n0 0.5 0.5 0.1 0.1\n3 0.5 0.5 0.1 0.1\n", "labels/one.txt:3: expected")]
    [InlineData("labels/one.txt", "0 0.5 0.5 1.5 0.1\n", "labels/one.txt:1: expected")]
    [InlineData("labels/one.txt", "0 0.5 nan 0.1 0.1\n", "labels/one.txt:1: expected")]
    [InlineData("labels/one.txt", "0 0.5 0.5 0 0.1\n", "labels/one.txt:1: expected")]
    [InlineData("classes.txt", "a\na\n", "classes.txt: expected one class name per line, each once")]
    [InlineData("attributes.csv", "name,box,head\n", "attributes.csv:1: expected the columns stem,box,...")]
    [InlineData("attributes.csv", "stem,box,head\none,0\n", "attributes.csv:2: expected 3 columns")]
    [InlineData("attributes.csv", "stem,box,head\none,0,net\none,0,net\n", "attributes.csv:3: one,0 is there a second time")]
    [InlineData("images/one.png", "not a picture", "images/one.png: is not a picture that can be decoded")]
    public void A_broken_file_ends_with_2_and_its_place(string file, string text, string expected)
    {
        drawn.Write(file, text);
        var map = file == "classes.txt" ? [] : (string[])["--map", Map];
        var (code, output, error) = EvalTool.Run(["--model", squares, "--data", drawn.Folder, "--json", .. map]);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--map: \"wig\" is not in the folder's classes.txt (hairnet, no_hairnet, bucket)", "--map", "wig=head")]
    [InlineData("--map: \"wig\" is no class of the model (head)", "--map", "hairnet=wig")]
    [InlineData("--map: expected theirs=ours,... found \"hairnet\"", "--map", "hairnet")]
    [InlineData("--detector: not expected", "--detector", "x")]
    [InlineData("--limit: expected at least 1", "--limit", "0")]
    [InlineData("Unrecognized command or argument", "--quick")]
    public void A_wrong_argument_ends_with_2_and_says_what_is_wrong(string expected, params string[] arguments)
    {
        var (code, _, error) = EvalTool.Run(["--model", squares, "--data", drawn.Folder, .. arguments]);
        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_ends_with_2()
    {
        var (code, _, error) = EvalTool.Run("--model", squares, "--data", "/nowhere");
        Assert.Equal(2, code);
        Assert.Contains("/nowhere/images: expected a folder", error, StringComparison.Ordinal);
        (code, _, error) = EvalTool.Run("--model", "/nowhere", "--data", drawn.Folder);
        Assert.Equal(2, code);
        Assert.Contains("/nowhere/model.yaml: cannot be read", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_with_nothing_in_common_end_with_2_and_both_lists()
    {
        File.Delete(drawn["attributes.csv"]);
        var (code, _, error) = EvalTool.Run("--model", squares, "--data", drawn.Folder);
        Assert.Equal(2, code);
        Assert.Contains("the folder labels hairnet, no_hairnet, bucket, the model finds head", error, StringComparison.Ordinal);
    }
}
