using System.Globalization;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Config;

namespace Mingchu.Edge.Viewing;

/// <summary>
/// One live view: ffmpeg passes a camera's video on into a folder, segment by segment; each is put to the collector and removed. Where the line is too slow the oldest
/// are left out. Ends when asked, when its time is over, when the collector has no use for it, and when the camera ends.
/// </summary>
internal sealed partial class LiveView : IDisposable
{
    private const int MostWaiting = 3;
    private const int MostFailures = 5;
    private const int SegmentSeconds = 1;
    // A playlist knows no pieces without length.
    private const double Shortest = 0.01;
    private static readonly TimeSpan SlowestKeyPictures = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource stop = new();
    private readonly string id;
    private readonly CameraConfig camera;
    private readonly LiveTerms terms;
    private readonly EdgeConfig config;
    private readonly ChildProcesses children;
    private readonly ViewUpload upload;
    private readonly TimeProvider time;
    private readonly string folder;
    private int sent;

    public LiveView(string id, CameraConfig camera, LiveTerms terms, EdgeConfig config, ChildProcesses children, ViewUpload upload, TimeProvider time)
    {
        (this.id, this.camera, this.terms, this.config, this.children, this.upload, this.time) = (id, camera, terms, config, children, upload, time);
        folder = Path.Combine(FolderOf(config), id);
    }

    /// <summary>Folder of all views' segments; nothing in it is of use after a restart.</summary>
    public static string FolderOf(EdgeConfig config) => Path.Combine(config.Data, "live");

    /// <summary>Whose video it passes on.</summary>
    public string Camera => camera.Id;

    /// <summary>Ends it.</summary>
    public void Stop() => stop.Cancel();

    /// <summary>Runs until it ends; the answer says why.</summary>
    public async Task<CommandReply> RunAsync(CancellationToken ct)
    {
        var longest = TimeSpan.FromSeconds(terms.MaxSeconds);
        using var over = new CancellationTokenSource(longest < config.Viewing.Longest ? longest : config.Viewing.Longest, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct, stop.Token, over.Token);
        Directory.CreateDirectory(folder);
        try
        {
            var answer = await PassOnAsync(transcode: false, end.Token);
            if (answer.Reason == CommandReasons.CodecNotShown && config.Viewing.Transcode)
                answer = await PassOnAsync(transcode: true, end.Token);
            return stop.IsCancellationRequested || ct.IsCancellationRequested ? Reply(CommandOutcome.Done, CommandReasons.Stopped)
                : over.IsCancellationRequested ? Reply(CommandOutcome.Done, CommandReasons.TimeOver)
                : answer;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<CommandReply> PassOnAsync(bool transcode, CancellationToken end)
    {
        string? codec = null;
        using var unfit = CancellationTokenSource.CreateLinkedTokenSource(end);
        await using var child = await CameraChild.StartAsync(camera, config, SegmentCommand.Arguments(camera.Url, SegmentSeconds, prefix: "", transcode), children, line =>
        {
            if (codec is null && VideoLine().Match(line) is { Success: true } match && (codec = match.Groups[1].Value) != "h264" && !transcode)
                unfit.Cancel();
        }, unfit.Token, folder);
        var whole = Channel.CreateBounded<SegmentLine>(
            new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, late => File.Delete(FileOf(late.Number)));
        var reading = ReadAsync(child, whole.Writer, unfit.Token);
        var answer = await SendAsync(whole.Reader, unfit.Token);
        if (answer is not null)
            await unfit.CancelAsync();
        await reading;
        if (codec is not (null or "h264") && !transcode)
            return Reply(CommandOutcome.Refused, CommandReasons.CodecNotShown, $"camera {camera.Id} sends {codec}; live view passes H.264 on, or set viewing.transcode");
        if (answer is not null)
            return answer;
        var (reason, detail) = child.Talk.Verdict(sent > 0, child.Silenced);
        return Reply(CommandOutcome.Failed, reason, $"camera {camera.Id}: {detail}");
    }

    private async Task ReadAsync(CameraChild child, ChannelWriter<SegmentLine> whole, CancellationToken end)
    {
        try
        {
            while (await child.Output.ReadLineAsync(end) is { } line)
            {
                child.Heard(config.Capture.Stall > SlowestKeyPictures ? config.Capture.Stall : SlowestKeyPictures);
                if (SegmentLine.Read(line) is { } segment)
                    whole.TryWrite(segment with { Seconds = Math.Max(segment.Seconds, Shortest) });
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The kill closes the pipe under the read.
        }
        whole.Complete();
    }

    /// <summary>Null when the segments ended or it was cancelled.</summary>
    private async Task<CommandReply?> SendAsync(ChannelReader<SegmentLine> whole, CancellationToken end)
    {
        var failures = 0;
        try
        {
            await foreach (var (number, seconds) in whole.ReadAllAsync(end))
            {
                var segment = await File.ReadAllBytesAsync(FileOf(number), end);
                File.Delete(FileOf(number));
                if (segment.Length > terms.MaxSegmentBytes)
                    return Reply(CommandOutcome.Failed, CommandReasons.Upload,
                        $"camera {camera.Id} sends {segment.Length} bytes from one key picture to the next, the collector takes {terms.MaxSegmentBytes}; set a lower bit rate or more key pictures");
                var (answer, detail) = await upload.PutSegmentAsync(id, terms.Token, number, seconds, segment, end);
                sent++;
                failures = answer == PutAnswer.Taken ? 0 : failures + 1;
                if (answer == PutAnswer.Unwanted)
                    return Reply(CommandOutcome.Done, CommandReasons.Unwatched);
                if (answer == PutAnswer.Refused || failures >= MostFailures)
                    return Reply(CommandOutcome.Failed, CommandReasons.Upload, detail);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Why, who cancelled knows.
        }
        return null;
    }

    private CommandReply Reply(CommandOutcome outcome, string reason, string? detail = null) => new(id, outcome, time.GetUtcNow(), reason, detail);

    private string FileOf(int number) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{number}.ts"));

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    // The input's streams are told before any output is opened.
    [GeneratedRegex(@"Stream #0:\d+.*: Video: (\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex VideoLine();
}
