using System.Globalization;
using System.Text.RegularExpressions;
using Mingchu.Contracts.Messages;

namespace Mingchu.Edge.Capture;

/// <summary>What ffmpeg says on its standard error, understood: the size of the source, and why a stream could not be had.</summary>
public sealed partial class FfmpegTalk
{
    private const int LongestLine = 400;

    // Most telling first: a refused login also ends in a generic error line.
    private static readonly (string Word, string Reason)[] Words =
    [
        ("401 Unauthorized", CameraReasons.Login),
        ("403 Forbidden", CameraReasons.Login),
        ("404 Not Found", CameraReasons.NotFound),
        ("454 Session Not Found", CameraReasons.Ended),
        ("No such file or directory", CameraReasons.NotFound),
        ("Failed to resolve hostname", CameraReasons.Name),
        ("503 Service Unavailable", CameraReasons.Refused),
        ("Connection refused", CameraReasons.Refused),
        ("No route to host", CameraReasons.Refused),
        ("Network is unreachable", CameraReasons.Refused),
        ("Host is unreachable", CameraReasons.Refused),
        ("Connection timed out", CameraReasons.Timeout),
        ("Operation timed out", CameraReasons.Timeout),
        ("Connection reset by peer", CameraReasons.Ended),
        ("matches no streams", CameraReasons.Codec),
        ("Unsupported codec", CameraReasons.Codec),
        ("Could not find codec parameters", CameraReasons.Codec),
        ("Invalid data found", CameraReasons.Codec),
        ("Decoder (codec", CameraReasons.Codec),
    ];

    private readonly Lock gate = new();
    private string? reason;
    private int rank = int.MaxValue;
    private string? error;
    private bool connected;
    private bool described;

    /// <summary>The size of the pictures decoded now; null before the first.</summary>
    public SourceSize? Source { get; private set; }

    /// <summary>What the stream is encoded by, as ffmpeg names it: h264, hevc, mjpeg; null before that is known.</summary>
    public string? Codec { get; private set; }

    /// <summary>Takes one line; true when the size of the source changed with it.</summary>
    public bool Hear(string line)
    {
        if (line.Length > LongestLine)
            line = line[..LongestLine];
        lock (gate)
        {
            connected |= line.Contains("Successfully connected", StringComparison.Ordinal);
            described |= line.Contains("SDP:", StringComparison.Ordinal) || line.Contains("Input #0", StringComparison.Ordinal);
            if (line.StartsWith("setpriv:", StringComparison.Ordinal))
                (rank, reason, error) = (-1, CameraReasons.Codec, $"ffmpeg can't be started: {line["setpriv:".Length..].Trim()}");
            var at = Array.FindIndex(Words, w => line.Contains(w.Word, StringComparison.Ordinal));
            if (at >= 0 && at < rank && line.Contains("[error]", StringComparison.Ordinal) || line.Contains("[fatal]", StringComparison.Ordinal))
                (rank, reason, error) = (at < 0 ? rank : at, at < 0 ? reason : Words[at].Reason, Clean(line));
            else if (error is null && line.Contains("[error]", StringComparison.Ordinal))
                error = Clean(line);
            if (Codec is null && StreamLine().Match(line) is { Success: true } stream)
                Codec = stream.Groups[1].Value;
            return Sized(line);
        }
    }

    /// <summary>Why it ended, after frames or without: a reason of <see cref="CameraReasons"/> and a sentence without credentials.</summary>
    public (string Reason, string Detail) Verdict(bool hadFrames, bool silenced)
    {
        lock (gate)
        {
            if (silenced)
                return hadFrames ? (CameraReasons.Stalled, "frames stopped while the connection stayed")
                    : described ? (CameraReasons.Codec, error ?? "the stream was described, but no picture could be decoded")
                    : (CameraReasons.Timeout, connected ? "connected, but no answer in time" : "no connection in time");
            if (hadFrames)
                return (CameraReasons.Ended, error is null ? "the camera ended the stream" : $"the stream ended: {error}");
            // A server that takes the connection and then says nothing, or not RTSP, leaves ffmpeg with "Invalid data" only.
            if (reason is CameraReasons.Codec or null && connected && !described)
                return (CameraReasons.Timeout, "connected, but no usable RTSP answer in time");
            return (reason ?? CameraReasons.Ended, error ?? "ffmpeg ended without a picture");
        }
    }

    private bool Sized(string line)
    {
        var match = SourceLine().Match(line);
        if (!match.Success)
            return false;
        var numbers = Enumerable.Range(1, 4).Select(i => int.TryParse(match.Groups[i].Value, CultureInfo.InvariantCulture, out var n) ? n : 0).ToArray();
        // 0:1 means "unknown", which every player shows as square pixels.
        var source = numbers[2] > 0 && numbers[3] > 0 ? new SourceSize(numbers[0], numbers[1], numbers[2], numbers[3]) : new(numbers[0], numbers[1], 1, 1);
        if (source.Width <= 0 || source.Height <= 0 || source == Source)
            return false;
        Source = source;
        return true;
    }

    private static string Clean(string line) =>
        CameraUrl.Redact(SocketOptions().Replace(Prefix().Replace(line, ""), "").Replace("pipe:0: ", "", StringComparison.Ordinal)).Trim();

    [GeneratedRegex(@"^\[graph 0 input from stream [^\]]*\].* w:(\d{1,6}) h:(\d{1,6}) .*sar:(\d{1,6})/(\d{1,6})", RegexOptions.CultureInvariant)]
    private static partial Regex SourceLine();

    [GeneratedRegex(@"\bStream #0:\d+\S*: Video: ([a-z0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex StreamLine();

    [GeneratedRegex(@"\?timeout=\d+", RegexOptions.CultureInvariant)]
    private static partial Regex SocketOptions();

    [GeneratedRegex(@"\[[^\]]*\]\s?", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();
}
