using System.Globalization;

namespace Mingchu.Edge.Clips;

/// <summary>The ffmpeg call that makes a clip of the pieces that lie ready. Nothing is decoded or encoded.</summary>
public static class ClipCommand
{
    /// <summary>Pieces are cut at the first key frame after so many seconds.</summary>
    public const int SegmentSeconds = 2;

    /// <summary>Whether a stream can be put into an MP4 that some browser plays as it is.</summary>
    public static bool CanPlay(string codec) => codec is "h264" or "hevc";

    /// <summary>Puts MPEG-TS from standard input into <c>cut.mp4</c> of the folder it runs in: its index first, so that a browser plays it while it loads.</summary>
    /// <param name="codec">As ffmpeg names it; H.265 is tagged as Apple's players want it, others do not mind.</param>
    /// <param name="from">Time of the first picture.</param>
    public static string Cut(string? codec, DateTimeOffset from) =>
        "-nostdin -hide_banner -nostats -loglevel level+error -protocol_whitelist pipe -f mpegts -i pipe:0 -map 0:v:0 -c copy "
        + (codec == "hevc" ? "-tag:v hvc1 " : "")
        + $"-metadata creation_time={from.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)} -movflags +faststart -f mp4 -y {CutFile}";

    /// <summary>What <see cref="Cut"/> makes.</summary>
    public const string CutFile = "cut.mp4";
}
