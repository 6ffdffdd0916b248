using System.Diagnostics;
using System.Globalization;
using Mingchu.Edge.Commands;
using Mingchu.Edge.Core.Sight;
using Mingchu.Edge.Sight;
using Mingchu.Edge.Tests.Support;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Commands;

public sealed class ReferenceCommandTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string config;

    public ReferenceCommandTests()
    {
        folder.Write("token", "secret-token\n");
        config = folder.Write("edge.yaml", $$"""
            device: box-1
            collector: {mqtt: "mqtt://127.0.0.1:1883", evidence: "http://127.0.0.1:8080", tokenFile: token}
            data: data
            models: {{Path.Combine(Repository.Root, "models")}}
            cameras:
              - {id: stove, url: "{{new Uri(Clip).AbsoluteUri}}"}
              - {id: wok, url: "{{new Uri(Clip.Replace("hazards", "compliant", StringComparison.Ordinal)).AbsoluteUri}}"}
            """);
    }

    private static string Clip => Path.Combine(Repository.Root, "samples/footage/hazards.mp4");

    private ReferenceFolder References => new(folder["data"]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_picture_of_an_empty_kitchen_is_approved_and_shown()
    {
        Assert.Equal(ExitCodes.Unavailable, await Run(show: true));
        Assert.Equal(ExitCodes.Ok, await Run(Still("后厨 1.png", 8)));
        Assert.Equal(ExitCodes.Ok, await Run(show: true));
        var (reference, error) = References.Read("stove");
        Assert.Null(error);
        Assert.Equal((320, 180), (reference!.Picture.Width, reference.Picture.Height));
        Assert.Empty(ReferenceCheck.Refusals(reference.Picture, 1, 0));
        Assert.True(File.ReadAllBytes(References.PictureOf("stove")) is [0xff, 0xd8, ..]);
    }

    [Fact]
    public async Task A_camera_is_watched_for_ten_seconds_and_refused_while_cooks_are_in_view()
    {
        Assert.Equal(ExitCodes.BadConfiguration, await Run(camera: "wok"));
        Assert.Null(References.ChangedAt("wok"));
        Assert.Equal(ExitCodes.Ok, await Run(camera: "wok", anyway: true));
        Assert.NotNull(References.Read("wok").Reference);
    }

    [Theory]
    [InlineData("eq=brightness=-0.7", 8)]
    [InlineData("gblur=sigma=12", 8)]
    public async Task What_is_unfit_is_refused_and_the_old_reference_stays(string change, int second)
    {
        Assert.Equal(ExitCodes.Ok, await Run(Still("good.png", 8)));
        var old = File.ReadAllBytes(References.FileOf("stove"));
        var unfit = Still("unfit.jpg", second, change);
        Assert.Equal(ExitCodes.BadConfiguration, await Run(unfit));
        Assert.Equal(old, File.ReadAllBytes(References.FileOf("stove")));
        Assert.Equal(ExitCodes.Ok, await Run(unfit, anyway: true));
    }

    [Fact]
    public async Task A_file_that_is_no_picture_and_a_camera_that_is_not_there_are_told()
    {
        Assert.Equal(ExitCodes.Unavailable, await Run(folder.Write("text.png", "no picture")));
        Assert.Equal(ExitCodes.Unavailable, await Run(folder["none.png"]));
        Assert.Equal(ExitCodes.BadConfiguration, await Run(camera: "pastry"));
        Assert.Null(References.ChangedAt("stove"));
    }

    private Task<int> Run(string? picture = null, bool show = false, bool anyway = false, string camera = "stove") =>
        ReferenceCommand.RunAsync(config, camera, picture, show, anyway, TestContext.Current.CancellationToken);

    /// <summary>A picture of the clip as a file.</summary>
    private string Still(string name, int second, string change = "null")
    {
        using var ffmpeg = Process.Start("ffmpeg",
            ["-nostdin", "-v", "error", "-ss", second.ToString(CultureInfo.InvariantCulture), "-i", Clip, "-vf", change, "-frames:v", "1", "-y", folder[name]]);
        ffmpeg.WaitForExit();
        Assert.Equal(0, ffmpeg.ExitCode);
        return folder[name];
    }
}
