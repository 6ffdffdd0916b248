using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Clips;

/// <summary>Cameras <c>h264</c>, <c>hevc</c> and <c>mjpeg</c>, with a login. Each second of their films has a grey of its own, so that a picture tells when it is from.</summary>
public sealed class GreyFilms : IAsyncLifetime
{
    /// <summary>Length of a film, s.</summary>
    public const int Seconds = 10;

    /// <summary>The first second has grey 20, each next one so much more.</summary>
    public const int Step = 20;

    private readonly RunFolder folder = new();

    public CameraSimulator Simulator { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var films = new Dictionary<string, string>
        {
            ["h264"] = await Film("h264.mp4", "libx264", "-preset", "ultrafast", "-bf", "2", "-g", "10"),
            ["hevc"] = await Film("hevc.mp4", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error:keyint=10"),
            ["mjpeg"] = await Film("mjpeg.mkv", "mjpeg", "-huffman", "default", "-q:v", "3"),
        };
        Simulator = await CameraSimulator.Start(folder, films, TestContext.Current.CancellationToken, withLogin: true);
    }

    public async ValueTask DisposeAsync()
    {
        await Simulator.DisposeAsync();
        await folder.DisposeAsync();
    }

    private async Task<string> Film(string name, params string[] codec)
    {
        var path = folder.At(name);
        var made = await ChildProcess.Run("ffmpeg", "ffmpeg",
            ["-v", "error", "-y", "-f", "lavfi", "-i", $"color=black:s=320x240:r=10:d={Seconds},geq=lum='20+{Step}*floor(T)':cb=128:cr=128", "-c:v", .. codec,
                "-pix_fmt", codec[0] == "mjpeg" ? "yuvj420p" : "yuv420p", path],
            folder.At("ffmpeg.log"), TestContext.Current.CancellationToken);
        Assert.True(made.ExitCode == 0, made.Everything);
        return path;
    }
}
