using System.Globalization;
using Mingchu.Edge.Health;
using Mingchu.Edge.Spool;
using Mingchu.Edge.Tests.Inference;
using Mingchu.Edge.Tests.Support;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Health;

/// <summary>The real worker, to which the kernel gives no more memory from some moment on.</summary>
[Trait("row", "A6")]
public sealed class MemoryLimitTests(ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>Exit codes from here on are signals, which the runtime or a library sends itself when it can't go on.</summary>
    private const int Signalled = 128;

    private readonly RunFolder folder = new();
    private CameraSimulator simulator = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var film = folder.At("film.mp4");
        var made = await ChildProcess.Run("ffmpeg", "ffmpeg", ["-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=s=1280x720:r=10:d=4", "-c:v", "libx264", "-preset", "ultrafast", "-g", "10", "-pix_fmt", "yuv420p", film],
            folder.At("ffmpeg.log"), Ct);
        Assert.Equal(0, made.ExitCode);
        simulator = await CameraSimulator.Start(folder, new Dictionary<string, string> { ["film"] = film }, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await simulator.DisposeAsync();
        await folder.DisposeAsync();
    }

    /// <summary>
    /// Promised is an end with another code than 0, and every confirmed alert afterwards. The clear word is promised where the worker ends itself (exit code 1). Two ends leave it no time for that: the
    /// runtime aborts when it finds no memory for work of its own ("Out of memory.", or "terminate called after throwing an instance of 'PAL_SEHException'" where not even its exception could be passed
    /// on), and where every thread waits for memory the worker stands still and the service manager kills it, since its signs of life stop.
    /// </summary>
    [Fact]
    public async Task A_worker_out_of_memory_ends_with_a_clear_word_and_loses_no_alert_that_was_confirmed()
    {
        await using var edge = await EdgeProcess.Start(folder, new()
        {
            Token = "t",
            MqttPort = FreePort.Next(),
            Collector = new("http://127.0.0.1:1"),
            Models = ToyModels.Folder,
            Cameras = [("film", "film", simulator.Url("film")), ("gone", "gone", "rtsp://127.0.0.1:1/none")],
            Rules = [("camera-offline", 1, 1)],
        }, Ct);
        await Wait.Until("an alert waits in the spool", async () => (await edge.Health(Ct)).Waiting >= 1 && await edge.Figure("mingchu_frames_analysed_total", Ct) > 5, Ct, context: edge.Process.Story);
        var process = edge.Process;
        // Below what it holds: what it has it keeps, more it does not get.
        var limited = await ChildProcess.Run("prlimit", "prlimit", ["--pid", process.Id.ToString(CultureInfo.InvariantCulture), "--data=1048576:1048576"], folder.At("prlimit.log"), Ct);
        Assert.True(limited.ExitCode == 0, limited.Everything);
        await StandsStillOrEnds(edge);
        edge.Kill9();
        var code = await process.WaitForExit(Ct);
        output.WriteLine($"exit code {code}\n{process.Tail(60)}");
        Assert.NotEqual(0, code);
        if (code < Signalled)
            Assert.True(process.Tail(400).Contains("out of memory", StringComparison.OrdinalIgnoreCase), process.Story());

        await using (var spool = AlertSpool.Open(folder.At("box-1.data"), new(), TimeProvider.System, Some.Silent))
            Assert.Contains(spool.Index.Oldest(SpoolKind.Alert, 10), e => spool.Payload(e) is not null);
        Assert.Empty(Directory.GetFiles(folder.At("box-1.data"), "*.damaged-*"));
        await edge.Start(Ct);
        await Wait.Until("it watches again", async () => await edge.Figure("mingchu_frames_analysed_total", Ct) > 5, Ct, context: edge.Process.Story);
        Assert.True((await edge.Health(Ct)).Waiting >= 1);
    }

    /// <summary>Until it has ended, or for a minute no picture was analysed and no health told, upon which systemd kills it.</summary>
    private static async Task StandsStillOrEnds(EdgeProcess edge)
    {
        for (var silent = 0; silent < 60 && !edge.Process.HasExited; silent++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), Ct);
            if (await Analysed(edge) is { } before && await Moves(edge, before))
                silent = 0;
        }
    }

    private static async Task<bool> Moves(EdgeProcess edge, double before)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), Ct);
        return await Analysed(edge) > before;
    }

    private static async Task<double?> Analysed(EdgeProcess edge)
    {
        try
        {
            return await edge.Figure("mingchu_frames_analysed_total", Ct);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException && !Ct.IsCancellationRequested)
        {
            // It can't even answer.
            return null;
        }
    }

    [Fact]
    public void What_is_a_lack_of_memory_is_told_from_other_faults()
    {
        Assert.True(Starvation.Is(new OutOfMemoryException()));
        Assert.True(Starvation.Is(new AggregateException(new IOException("x"), new InvalidOperationException("y", new OutOfMemoryException()))));
        Assert.True(Starvation.Is(new AggregateException(new IOException("x"), new OutOfMemoryException())));
        Assert.True(Starvation.Is(new InvalidOperationException("x", new System.ComponentModel.Win32Exception(12))));
        Assert.True(Starvation.Is(new TypeInitializationException("x", new DllNotFoundException("libx.so: failed to map segment from shared object"))));
        Assert.False(Starvation.Is(new IOException("x", new InvalidOperationException())));
        Assert.False(Starvation.Is(new DllNotFoundException("libx.so: no such file")));
        Assert.False(Starvation.Is(new System.ComponentModel.Win32Exception(2)));
    }
}
