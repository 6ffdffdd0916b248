using System.Globalization;

namespace Mingchu.EndToEnd.Tests.Support;

/// <summary>
/// A kitchen that the toy models understand without doubt, made by ffmpeg: a red square is a head, blue around it a missing cap, green a worn one.
/// So what has to be raised, and when, is known, and watching costs hardly any CPU.
/// </summary>
public sealed class ToyKitchen : IAsyncLifetime
{
    private readonly RunFolder folder = new();

    /// <summary>Folder of the toy models.</summary>
    public static string Models => Repository.At("tests", "Mingchu.Edge.Tests", "Inference", "Models");

    /// <summary>Never a cap.</summary>
    public string Blue => folder.At("blue.mp4");

    /// <summary>Always a cap.</summary>
    public string Green => folder.At("green.mp4");

    /// <summary>Always a cap, a smaller picture of another shape.</summary>
    public string GreenSmall => folder.At("green-small.mp4");

    /// <summary>4 s without a cap, 5 s with one.</summary>
    public string Blinking => folder.At("blinking.mp4");

    /// <summary>The edge worker's settings for it: one hazard, short times.</summary>
    public static EdgeSetup Watch(EdgeSetup setup) => setup with
    {
        Models = Models,
        Width = 640,
        Fps = 5,
        Rules = [("no-cap", 1, 2)],
        Capture = (10, 4, 8),
    };

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await Make(Blue, 640, 360, 4, blueUntil: 4);
        await Make(Green, 640, 360, 4, blueUntil: 0);
        await Make(GreenSmall, 480, 360, 4, blueUntil: 0);
        await Make(Blinking, 640, 360, 9, blueUntil: 4);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => folder.DisposeAsync();

    private async Task Make(string path, int width, int height, int seconds, int blueUntil)
    {
        // One cell of the toy detector is an eighth of the picture's width; the noise keeps the picture from counting as frozen.
        var cell = width / 8;
        var picture = string.Create(CultureInfo.InvariantCulture,
            $"color=gray:s={width}x{height}:r=10:d={seconds},noise=alls=12:allf=t,{Box(cell / 2, 2 * cell, "lime", $"gte(t,{blueUntil})")},{Box(cell / 2, 2 * cell, "blue", $"lt(t,{blueUntil})")},{Box(cell, cell, "red", "1")}");
        var made = await ChildProcess.Run(
            "ffmpeg", "ffmpeg", ["-v", "error", "-y", "-f", "lavfi", "-i", picture, "-c:v", "libx264", "-preset", "ultrafast", "-bf", "0", "-g", "10", "-pix_fmt", "yuv420p", path],
            folder.At("ffmpeg.log"), CancellationToken.None);
        Assert.True(made.ExitCode == 0, made.Everything);
    }

    private static string Box(int at, int size, string color, string when) =>
        string.Create(CultureInfo.InvariantCulture, $"drawbox=x={at}:y={at}:w={size}:h={size}:color={color}:t=fill:enable='{when}'");
}
