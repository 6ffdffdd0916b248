using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Viewing;

/// <summary>Simulated cameras of two codecs and sizes, and a collector that keeps what is put to it.</summary>
public sealed class ViewingKitchen : IAsyncLifetime
{
    private readonly RunFolder folder = new();
    private WebApplication http = null!;

    public CameraSimulator Cameras { get; private set; } = null!;

    public Uri Collector => new(http.Urls.First());

    /// <summary>Path, token and bytes of every put, in order.</summary>
    public ConcurrentQueue<(string Path, string Token, byte[] Bytes)> Puts { get; } = new();

    /// <summary>Status code of puts by path; 201 unless said otherwise.</summary>
    public ConcurrentDictionary<string, int> Status { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var clips = new Dictionary<string, string>
        {
            ["stove"] = await Clip("stove.mp4", "1280x720", "-c:v", "libx264", "-preset", "ultrafast", "-g", "10", "-pix_fmt", "yuv420p"),
            ["sink"] = await Clip("sink.mov", "640x360", "-c:v", "mjpeg", "-huffman", "default", "-q:v", "6", "-pix_fmt", "yuvj420p"),
        };
        Cameras = await CameraSimulator.Start(folder, clips, CancellationToken.None, withLogin: true);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        http = builder.Build();
        http.MapPut("/{**path}", async (string path, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            Puts.Enqueue((path, request.Headers.Authorization.ToString(), body.ToArray()));
            return Results.StatusCode(Status.GetValueOrDefault(path, 201));
        });
        await http.StartAsync();
    }

    /// <summary>What was put below a path, in order.</summary>
    public IReadOnlyList<(string Path, string Token, byte[] Bytes)> Under(string path) => [.. Puts.Where(p => p.Path.StartsWith(path, StringComparison.Ordinal))];

    /// <summary>Codec and size of pictures or video, by ffprobe.</summary>
    public async Task<string> Probe(byte[] content)
    {
        var file = folder.At($"{Guid.NewGuid():N}");
        await File.WriteAllBytesAsync(file, content);
        var said = await ChildProcess.Run("ffprobe", "ffprobe",
            ["-v", "error", "-select_streams", "v", "-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0", file], folder.At("ffprobe.log"), CancellationToken.None);
        return said.Output.First(l => l.Length > 0).Trim(',');
    }

    /// <summary>How many pictures a video has, by ffprobe.</summary>
    public async Task<int> Pictures(byte[] content)
    {
        var file = folder.At($"{Guid.NewGuid():N}");
        await File.WriteAllBytesAsync(file, content);
        var said = await ChildProcess.Run("ffprobe", "ffprobe",
            ["-v", "error", "-count_packets", "-select_streams", "v", "-show_entries", "stream=nb_read_packets", "-of", "csv=p=0", file], folder.At("ffprobe.log"), CancellationToken.None);
        return int.Parse(said.Output.First(l => l.Length > 0).Trim(','), System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<string> Clip(string name, string size, params string[] how)
    {
        var made = await ChildProcess.Run("ffmpeg", "ffmpeg",
            ["-v", "error", "-y", "-f", "lavfi", "-i", $"testsrc2=s={size}:r=10:d=4", .. how, folder.At(name)], folder.At("ffmpeg.log"), CancellationToken.None);
        Assert.True(made.ExitCode == 0, made.Everything);
        return folder.At(name);
    }

    public async ValueTask DisposeAsync()
    {
        if (Cameras is not null)
            await Cameras.DisposeAsync();
        if (http is not null)
            await http.DisposeAsync();
        await folder.DisposeAsync();
    }
}
