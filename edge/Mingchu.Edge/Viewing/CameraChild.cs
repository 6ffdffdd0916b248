using System.Diagnostics;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Config;

namespace Mingchu.Edge.Viewing;

/// <summary>An ffmpeg on a camera beside the one of the analysis. It is killed when it falls silent and when it is disposed.</summary>
internal sealed class CameraChild : IAsyncDisposable
{
    private readonly Process process;
    private readonly CancellationTokenSource silence;
    private readonly CancellationTokenSource stop;
    private readonly CancellationTokenRegistration kill;
    private readonly Task listening;

    private CameraChild(Process process, TimeSpan connect, Action<string> hear, CancellationToken ct)
    {
        this.process = process;
        silence = new(connect);
        stop = CancellationTokenSource.CreateLinkedTokenSource(ct, silence.Token);
        kill = stop.Token.Register(process.KillQuietly);
        listening = ListenAsync(hear);
    }

    /// <summary>What it said on its standard error.</summary>
    public FfmpegTalk Talk { get; } = new();

    /// <summary>Its standard output; ends with it.</summary>
    public StreamReader Output => process.StandardOutput;

    /// <summary>Whether it was killed for its silence.</summary>
    public bool Silenced => silence.IsCancellationRequested;

    /// <summary>Starts it and tells it the camera's address.</summary>
    /// <param name="hear">Gets each line of its standard error.</param>
    /// <param name="folder">Where it runs; empty is where the worker does.</param>
    public static async Task<CameraChild> StartAsync(CameraConfig camera, EdgeConfig config, string arguments, ChildProcesses children, Action<string> hear, CancellationToken ct, string folder = "")
    {
        var child = new CameraChild(await children.StartAsync("ffmpeg", arguments, folder), config.Capture.Connect, hear, ct);
        try
        {
            var setup = StreamSetup.For(camera, config, Canvas.Unknown(config.Analysis.Width));
            await child.process.StandardInput.WriteAsync(FfmpegCommand.Input(setup, config.Capture.Connect));
            child.process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Gone already; what it said tells why.
        }
        return child;
    }

    /// <summary>It gave something: so long until the next.</summary>
    public void Heard(TimeSpan next) => silence.CancelAfter(next);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await kill.DisposeAsync();
        process.KillQuietly();
        await listening;
        stop.Dispose();
        silence.Dispose();
        process.Dispose();
    }

    private async Task ListenAsync(Action<string> hear)
    {
        try
        {
            while (await process.StandardError.ReadLineAsync(CancellationToken.None) is { } line)
            {
                Talk.Hear(line);
                hear(line);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process is gone; so is what it had to say.
        }
    }
}
