using Mingchu.Edge.Commands;
using Mingchu.Edge.Core.Detection;
using Mingchu.Edge.Inference;
using Mingchu.Edge.Tests.Inference;
using Mingchu.Edge.Tests.Support;
using OpenCvSharp;

namespace Mingchu.Edge.Tests.Uniform;

/// <summary>A kitchen enrols its own uniform and is then told own from other. The toy model describes clothes by their mean colour.</summary>
[Trait("row", "A2")]
public sealed class EnrolmentTests : IDisposable
{
    private static readonly string[] Models = [Path.Combine(ToyModels.Folder, "squares"), Path.Combine(Path.GetDirectoryName(ToyModels.Folder)!, "Aprons/aprons")];

    private readonly TempFolder folder = new();

    private string Uniforms => folder["uniforms"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void People_in_the_enrolled_uniform_wear_their_own_and_others_do_not()
    {
        Pictures(6, (0, 200, 0));
        Assert.Equal((ExitCodes.Ok, $"green: 6 people of 6 pictures, written to {Path.Combine(Uniforms, "green.json")}; counts from the worker's next start"), Enrol("green"));

        using var recogniser = Load();
        Assert.True(recogniser.Reads("head", "uniform"));
        Assert.Equal("own", Read(recogniser, Cook(0, 180, 20)));
        Assert.Equal("other", Read(recogniser, Cook(0, 0, 200)));
        Assert.Null(Read(recogniser, Cook(0, 160, 130)));
    }

    [Fact]
    public void Either_of_two_uniforms_is_own()
    {
        Pictures(5, (0, 200, 0));
        Assert.Equal(ExitCodes.Ok, Enrol("kitchen").Code);
        Pictures(5, (0, 0, 200));
        Assert.Equal(ExitCodes.Ok, Enrol("service").Code);
        using var recogniser = Load();
        Assert.Equal(["own", "own"], new[] { Cook(0, 190, 0), Cook(0, 0, 190) }.Select(c => Read(recogniser, c)));
    }

    [Fact]
    public void Without_an_enrolled_uniform_nothing_is_said_of_it()
    {
        using var recogniser = Load();
        Assert.False(recogniser.Reads("head", "uniform"));
        Assert.Empty(Head(recogniser, Cook(0, 200, 0)).Readings);
    }

    [Fact]
    public void Each_picture_is_told_used_or_why_not()
    {
        Pictures(5, (0, 200, 0));
        Write("blue.png", Cook(0, 0, 200));
        Write("empty.png", new Drawing(640, 640));
        Write("far.png", new Drawing(48, 48).Fill(12, 30, 36, 48, 0, 200, 0).Fill(18, 18, 24, 24, 255, 0, 0));
        folder.Write("pictures/broken.jpg", "no picture");
        folder.Write("pictures/notes.txt", "nothing to see");
        var (code, told) = Enrol("green");
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("p0.png: one person", Told);
        Assert.Contains("blue.png: not used, unlike the other pictures (likeness ", Told);
        Assert.Contains("empty.png: shows no head that the detector finds", Told);
        Assert.Contains("far.png: shows nobody near enough: the largest head is 6 pixels wide, 8 are needed", Told);
        Assert.Contains("broken.jpg: is not a picture that can be read", Told);
        Assert.DoesNotContain("notes.txt", Told);
        Assert.StartsWith("green: 5 people of 5 pictures", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_pictures_write_nothing()
    {
        Pictures(4, (0, 200, 0));
        var (code, told) = Enrol("green");
        Assert.Equal(ExitCodes.BadData, code);
        Assert.StartsWith("refused: 4 usable pictures in ", told, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Uniforms));
    }

    [Fact]
    public void Pictures_of_different_clothes_write_nothing_and_leave_what_was_there()
    {
        Pictures(5, (0, 200, 0));
        Enrol("green");
        var before = File.ReadAllText(Path.Combine(Uniforms, "green.json"));
        Pictures(4, (0, 0, 200), from: 10);
        var (code, told) = Enrol("green");
        Assert.Equal(ExitCodes.BadData, code);
        Assert.StartsWith("refused: the pictures do not show one uniform", told, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Path.Combine(Uniforms, "green.json")));
    }

    [Theory]
    [InlineData("Grün", "--uniform: expected lower-case letters")]
    [InlineData("../x", "--uniform: expected lower-case letters")]
    public void A_name_that_is_none_is_refused(string name, string expected)
    {
        Pictures(5, (0, 200, 0));
        var (code, told) = Enrol(name);
        Assert.Equal(ExitCodes.BadConfiguration, code);
        Assert.StartsWith(expected, told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_and_models_without_an_embedding_are_refused_in_words()
    {
        Assert.EndsWith("does not exist", Enrol("green").Last, StringComparison.Ordinal);
        Pictures(5, (0, 200, 0));
        using var plain = ToyModels.Load();
        Assert.Contains("no model there has an embedding", Enrol("green", plain).Last, StringComparison.Ordinal);
    }

    [Fact]
    public void A_uniform_of_another_model_is_refused_with_both_hashes()
    {
        Pictures(5, (0, 200, 0));
        Enrol("green");
        var file = Path.Combine(Uniforms, "green.json");
        var mine = ModelHash();
        File.WriteAllText(file, File.ReadAllText(file).Replace(mine, new string('a', 64), StringComparison.Ordinal));
        var (recogniser, errors) = ModelFolder.Load(Models, new() { Uniforms = Uniforms });
        Assert.Null(recogniser);
        Assert.Equal($"{file}: was enrolled with aprons 1.0.0 (SHA-256 {new string('a', 64)}), the model in use is aprons 1.0.0 ({mine}); "
            + "enrol the uniform anew with mingchu-edge enrol, or remove the file", Assert.Single(errors));
    }

    [Theory]
    [InlineData("{\"model\":", "is damaged")]
    [InlineData("{}", "is no uniform written by mingchu-edge enrol")]
    [InlineData("null", "is no uniform written by mingchu-edge enrol")]
    [InlineData("{\"model\":\"m 1\",\"sha256\":\"x\",\"enrolledAt\":\"2026-01-31T00:00:00Z\",\"looks\":[]}", "is no uniform written by mingchu-edge enrol")]
    [InlineData("{\"model\":\"m 1\",\"sha256\":\"x\",\"enrolledAt\":\"2026-01-31T00:00:00Z\",\"looks\":[null]}", "is no uniform written by mingchu-edge enrol")]
    [InlineData("{\"model\":\"m 1\",\"sha256\":\"x\",\"enrolledAt\":\"2026-01-31T00:00:00Z\",\"looks\":[{\"picture\":\"p\",\"embedding\":[0,0,0]}]}", "is no uniform written")]
    public void A_file_that_is_no_uniform_is_refused_with_its_name(string content, string expected)
    {
        Directory.CreateDirectory(Uniforms);
        var file = folder.Write("uniforms/green.json", content);
        var (recogniser, errors) = ModelFolder.Load(Models, new() { Uniforms = Uniforms });
        Assert.Null(recogniser);
        Assert.StartsWith($"{file}: {expected}", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_uniform_without_a_model_that_has_an_embedding_is_refused()
    {
        Pictures(5, (0, 200, 0));
        Enrol("green");
        var (_, errors) = ModelFolder.Load([Models[0]], new() { Uniforms = Uniforms });
        Assert.Contains("no model in use has an embedding", Assert.Single(errors), StringComparison.Ordinal);
    }

    private string Told { get; set; } = "";

    private (int Code, string Last) Enrol(string name, Recogniser? models = null)
    {
        using var recogniser = models is null ? Load(withUniforms: false) : null;
        var output = new StringWriter();
        var code = EnrolCommand.Run(Some.Config(folder.Path), models ?? recogniser!, name, folder["pictures"], TimeProvider.System, output);
        Told = output.ToString();
        return (code, Told.TrimEnd().Split('\n')[^1]);
    }

    private Recogniser Load(bool withUniforms = true)
    {
        var (recogniser, errors) = ModelFolder.Load(Models, new() { Uniforms = withUniforms ? Uniforms : null });
        Assert.Empty(errors);
        return recogniser!;
    }

    private string ModelHash()
    {
        using var recogniser = Load();
        return recogniser.Models.Single(m => m.Name == "aprons").Sha256;
    }

    private void Pictures(int count, (byte Red, byte Green, byte Blue) clothes, int from = 0)
    {
        for (var i = 0; i < count; i++)
            Write($"p{from + i}.png", Cook((byte)(clothes.Red + i), (byte)(clothes.Green + (5 * i)), (byte)(clothes.Blue + (3 * i))));
    }

    private void Write(string name, Drawing drawing)
    {
        Directory.CreateDirectory(folder["pictures"]);
        var picture = drawing.Picture;
        using var mat = Mat.FromPixelData(picture.Height, picture.Width, MatType.CV_8UC3, picture.Bgr.ToArray());
        Cv2.ImWrite(folder[$"pictures/{name}"], mat);
    }

    /// <summary>A red head on clothes of one colour; a cell of the 64-pixel network is 80 pixels here.</summary>
    private static Drawing Cook(byte red, byte green, byte blue) => new Drawing(640, 640).Fill(200, 160, 360, 600, red, green, blue).Fill(240, 80, 320, 160, 255, 0, 0);

    private static string? Read(Recogniser recogniser, Drawing drawing) => Head(recogniser, drawing).Readings.Single(r => r.Attribute == "uniform").Value;

    private static Detection Head(Recogniser recogniser, Drawing drawing) => Assert.Single(recogniser.Recognise(drawing.Picture), d => !d.Tentative);
}
