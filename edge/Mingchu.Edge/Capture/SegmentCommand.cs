using System.Globalization;

namespace Mingchu.Edge.Capture;

/// <summary>
/// ffmpeg's arguments for passing a stream on in pieces: MPEG-TS files of the folder it runs in, each from a key picture on, sound left out; it tells each finished one on its standard
/// output, see <see cref="SegmentLine"/>. They hold nothing secret: the address goes in through standard input, see <see cref="FfmpegCommand.Input"/>.
/// </summary>
public static class SegmentCommand
{
    private const string Copied = "-c:v copy";

    // The rate is stated: of a stream without one ffmpeg fills up with copies to one per tick of its clock, 90,000 a second.
    private const string Encoded =
        "-c:v libx264 -preset veryfast -tune zerolatency -pix_fmt yuv420p -vf fps=15,scale='min(1280,iw)':-2 -maxrate 2M -bufsize 2M -force_key_frames expr:gte(t,n_forced*1)";

    /// <summary>The arguments.</summary>
    /// <param name="url">The stream.</param>
    /// <param name="seconds">Pieces are cut at the first key picture after so many seconds.</param>
    /// <param name="prefix">Begins the names, as <c>PREFIX0.ts</c>.</param>
    /// <param name="transcode">Encode anew as H.264, rather than passing the packets on.</param>
    public static string Arguments(CameraUrl url, int seconds, string prefix, bool transcode = false) =>
        $"{Source(url, paced: true)} -probesize 32768 -analyzeduration 0 -i pipe:0 -map 0:v:0 -an -sn -dn {(transcode ? Encoded : Copied)} -f segment -segment_format mpegts "
        + string.Create(CultureInfo.InvariantCulture, $"-segment_time {seconds} -segment_list pipe:1 -segment_list_type csv {prefix}%d.ts");

    /// <summary>What stands before the options of the input <c>pipe:0</c>.</summary>
    /// <param name="paced">A file is played at its own pace.</param>
    public static string Source(CameraUrl url, bool paced) =>
        "-nostdin -hide_banner -nostats -loglevel level+verbose" + (url.IsFile && paced ? " -re" : "")
        + $" -f concat -safe 0 -protocol_whitelist {(url.IsFile ? "pipe,file" : FfmpegCommand.NetworkProtocols)}";
}
