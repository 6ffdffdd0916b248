using System.Text.Json;
using System.Threading.Channels;

namespace Mingchu.Rig;

/// <summary>The simulator of <c>tools/camera-sim</c>: cameras cam1, cam2, ... or named ones, served over RTSP on loopback.</summary>
public sealed class CameraSimulator : IAsyncDisposable
{
    private readonly ChildProcess process;
    private readonly Channel<string> answers;
    private readonly SemaphoreSlim turn = new(1);

    private CameraSimulator(ChildProcess process, Channel<string> answers, Uri address, string? login)
    {
        this.process = process;
        this.answers = answers;
        Address = address;
        Login = login;
    }

    /// <summary><c>rtsp://127.0.0.1:PORT/</c></summary>
    public Uri Address { get; }

    /// <summary><c>user:password</c> the cameras ask for, or null.</summary>
    public string? Login { get; }

    /// <summary>Starts it.</summary>
    /// <param name="folder">For log and secrets.</param>
    /// <param name="cameras">Camera name and the file it plays.</param>
    /// <param name="withLogin">Whether the cameras ask for a login, generated.</param>
    /// <param name="sound">One more camera, of which only the sound can be had.</param>
    /// <param name="ct">Gives up starting.</param>
    /// <exception cref="InvalidOperationException">It did not come up; the message says why.</exception>
    public static async Task<CameraSimulator> Start(
        RunFolder folder, IReadOnlyDictionary<string, string> cameras, CancellationToken ct, bool withLogin = false, string? sound = null)
    {
        var login = withLogin ? $"viewer:{RunFolder.Secret()}" : null;
        string[] options = login is null ? [] : ["--digest", "--login-file", folder.Write("cameras.login", login)];
        if (sound is not null)
            options = ["--sound", sound, .. options];
        var lines = Channel.CreateUnbounded<string>();
        var process = await ChildProcess.Start(
            "camera simulator", "/usr/bin/python3", [Repository.At("tools", "camera-sim"), .. options, .. cameras.Select(c => $"{c.Key}={c.Value}")],
            folder.At("camera-sim.log"), line: line =>
            {
                // GStreamer's warnings go the same way; answers are told by how they start.
                if (line.StartsWith("ready ", StringComparison.Ordinal) || line.StartsWith("ok", StringComparison.Ordinal)
                    || line.StartsWith("error:", StringComparison.Ordinal))
                    lines.Writer.TryWrite(line);
            });
        try
        {
            await Wait.Until("the camera simulator serves", () => lines.Reader.TryPeek(out _) || process.HasExited, ct, context: process.Story);
            if (!lines.Reader.TryRead(out var ready) || !ready.StartsWith("ready ", StringComparison.Ordinal))
                throw new InvalidOperationException($"the camera simulator did not come up{process.Story()}");
            return new(process, lines, new(ready["ready ".Length..]), login);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Address of a camera, with its login.</summary>
    public string Url(string camera) =>
        Login is null ? $"{Address}{camera}" : $"rtsp://{Login}@{Address.Authority}/{camera}";

    /// <summary>Drops the camera's connections; new ones are served.</summary>
    public Task Cut(string camera) => Tell($"cut {camera}");

    /// <summary>Drops the camera's connections by RST; new ones are served.</summary>
    public Task Reset(string camera) => Tell($"reset {camera}");

    /// <summary>Its time stamps jump by so much, either way; pictures come as before.</summary>
    public Task Shift(string camera, TimeSpan by) => Tell($"shift {camera} {by.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)}");

    /// <summary>So many percent of what it sends get lost; 0 ends it.</summary>
    public Task Lose(string camera, int percent) => Tell($"lose {camera} {percent}");

    /// <summary>Drops the camera's connections and answers 503 to new ones.</summary>
    public Task Refuse(string camera) => Tell($"refuse {camera}");

    /// <summary>Stops sending, keeps the connections.</summary>
    public Task Freeze(string camera) => Tell($"freeze {camera}");

    /// <summary>Goes on sending the same picture.</summary>
    public Task Still(string camera) => Tell($"still {camera}");

    /// <summary>Sends noise in place of picture data.</summary>
    public Task Garble(string camera) => Tell($"garble {camera}");

    /// <summary>Goes over to another file, of any picture size; of another codec it drops the connections, since a session has one for its life.</summary>
    public Task Change(string camera, string file) => Tell($"change {camera} {file}");

    /// <summary>Undoes refuse, freeze, still and garble; the file starts anew.</summary>
    public Task Restore(string camera) => Tell($"restore {camera}");

    /// <summary>State of every camera.</summary>
    public async Task<IReadOnlyList<SimulatedCamera>> Status() =>
        JsonSerializer.Deserialize<List<SimulatedCamera>>((await Tell("status"))["ok ".Length..], JsonSerializerOptions.Web)!;

    private async Task<string> Tell(string command)
    {
        await turn.WaitAsync();
        try
        {
            await process.Input.WriteLineAsync(command);
            await process.Input.FlushAsync();
            using var limit = new CancellationTokenSource(Wait.Patience);
            var answer = await answers.Reader.ReadAsync(limit.Token);
            return answer.StartsWith("ok", StringComparison.Ordinal) ? answer : throw new InvalidOperationException($"camera simulator: {command}: {answer}");
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => process.DisposeAsync();
}

/// <summary>State of a simulated camera.</summary>
/// <param name="Camera">Name.</param>
/// <param name="Mode">live, frozen, still, garbled or refused.</param>
/// <param name="File">The clip.</param>
/// <param name="Viewers">Connected clients.</param>
/// <param name="Length">Seconds of one round.</param>
/// <param name="Position">Seconds into the running round.</param>
/// <param name="RoundStartedAt">Unix seconds of the running round's first picture.</param>
public sealed record SimulatedCamera(string Camera, string Mode, string File, int Viewers, double Length, double Position, double RoundStartedAt);
