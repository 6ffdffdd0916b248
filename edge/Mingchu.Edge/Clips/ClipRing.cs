using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Config;
using Mingchu.Edge.Core.Clips;

namespace Mingchu.Edge.Clips;

/// <summary>
/// What one camera sent in the last minute or two, as files: copied, not decoded, in pieces that begin with key frames. It connects only while the camera gives pictures to the
/// analysis and lets go when it does not, so that a camera that serves few viewers serves the analysis first. Who deletes old pieces is
/// <see cref="Evidence.EvidenceRetention"/>. A failure of any kind is a <see cref="Fault"/>, never an exception.
/// </summary>
public sealed class ClipRing(CameraConfig camera, CameraUrl url, EdgeConfig config, ChildProcesses children, CameraBoard board, TimeProvider time, Serilog.ILogger log)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1), Steady = TimeSpan.FromSeconds(30), Unplayable = TimeSpan.FromMinutes(10);
    private readonly Lock gate = new();
    private readonly List<Segment> segments = [];
    private volatile StreamSetup wanted = Setup(url, camera.Transport, config), used = Setup(url, camera.Transport, config);
    private SegmentRecorder? recorder;
    private string? told;
    private int session;
    private DateTimeOffset begun;

    /// <summary>The camera.</summary>
    public string Camera => camera.Id;

    /// <summary>Where the pieces lie.</summary>
    public string Folder { get; } = Path.Combine(config.Data, "ring", camera.Id);

    /// <summary>Why there are no new pieces, without credentials; null while there are, and before the first connection.</summary>
    public string? Fault { get; private set; }

    /// <summary>What the stream is encoded by, as ffmpeg names it; null before that is known.</summary>
    public string? Codec => recorder?.Codec;

    /// <summary>Connections begun.</summary>
    public int Sessions => session;

    /// <summary>Finished pieces, oldest first.</summary>
    public IReadOnlyList<Segment> Segments
    {
        get
        {
            lock (gate)
                return [.. segments];
        }
    }

    /// <summary>Goes over to another address or transport; the same ones disturb nothing.</summary>
    public void Change(CameraUrl to, Transport by) => wanted = Setup(to, by, config);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var failures = 0;
        while (!ct.IsCancellationRequested)
        {
            if (board[camera.Id].State == CameraState.Offline)
            {
                await Pause(Look, ct);
                continue;
            }
            var mark = time.GetTimestamp();
            var end = await TryRecordAsync(ct);
            if (ct.IsCancellationRequested)
                return;
            if (wanted != used)
                continue;
            failures = end.Segments > 0 && time.GetElapsedTime(mark) > Steady ? 1 : failures + 1;
            if (board[camera.Id].State != CameraState.Offline)
                Tell(end);
            await Pause(end.Unplayable ? Unplayable : Backoff.After(failures, Random.Shared.NextDouble()), ct);
        }
    }

    /// <summary>Deletes a piece.</summary>
    public void Remove(Segment segment)
    {
        lock (gate)
            segments.Remove(segment);
        File.Delete(Path.Combine(Folder, segment.File));
    }

    private async Task<RecordingEnd> TryRecordAsync(CancellationToken ct)
    {
        try
        {
            return await RecordAsync(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            return new(0, CameraReasons.Codec, e.Message);
        }
        catch (OperationCanceledException)
        {
            return new(0, "", "");
        }
    }

    private async Task<RecordingEnd> RecordAsync(CancellationToken ct)
    {
        if (session == 0 && Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        Directory.CreateDirectory(Folder);
        used = wanted;
        recorder = new(used, Folder, ++session, config.Capture, children);
        begun = time.GetUtcNow();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var recording = recorder.RunAsync(Take, stop.Token);
        string? ended = null;
        while (ended is null && await Task.WhenAny(recording, Pause(Look, ct)) != recording)
        {
            ended = board[camera.Id].State == CameraState.Offline ? "the camera is offline"
                : wanted != used ? "its settings changed"
                : Growing() > config.Evidence.Clip.RingMiB * 1024L * 1024 ? $"more than {config.Evidence.Clip.RingMiB} MiB came without a key frame" : null;
            if (ended is not null)
                await stop.CancelAsync();
        }
        var end = await recording;
        DropUnfinished();
        return ended is null ? end : end with { Detail = ended };
    }

    private static StreamSetup Setup(CameraUrl url, Transport transport, EdgeConfig config) =>
        new(url, Canvas.Unknown(config.Analysis.Width), 1, config.Analysis.Width) { Transport = transport };

    private void Take(SegmentLine line)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            // Pieces follow each other without a gap; only of the first one the length must be taken from the camera's own time stamps.
            var before = segments.LastOrDefault(s => s.Session == session && s.Number == line.Number - 1);
            var from = before?.Until ?? now - TimeSpan.FromSeconds(line.Seconds);
            if (before is null && line.Number == 0 && from < begun)
                from = begun;
            var segment = new Segment(session, line.Number, from, now, 0);
            segments.Add(segment with { Bytes = Length(segment.File) });
        }
        if (Fault is not null)
            log.Information("Clips of camera {Camera} can be kept again", camera.Id);
        (Fault, told) = (null, null);
    }

    private void Tell(RecordingEnd end)
    {
        Fault = end.Detail;
        if (told == end.Reason)
            log.Debug("Camera {Camera} still gives no clips: {Why}", camera.Id, end.Detail);
        else
            log.Warning("Camera {Camera} gives no clips, {Reason}: {Why} ({Url})", camera.Id, end.Reason, end.Detail, url.ToString());
        told = end.Reason;
    }

    private long Growing()
    {
        lock (gate)
            return Length($"{session}-{(segments.LastOrDefault(s => s.Session == session)?.Number ?? -1) + 1}.ts");
    }

    private long Length(string file) => new FileInfo(Path.Combine(Folder, file)) is { Exists: true, Length: var length } ? length : 0;

    // What a killed ffmpeg left half written belongs to nobody.
    private void DropUnfinished()
    {
        var known = Segments.Select(s => s.File).Append(ClipCommand.CutFile).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Folder).Where(f => !known.Contains(Path.GetFileName(f))).ToList())
            File.Delete(file);
    }

    private Task Pause(TimeSpan wait, CancellationToken ct) =>
        Task.Delay(wait, time, ct).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
}
