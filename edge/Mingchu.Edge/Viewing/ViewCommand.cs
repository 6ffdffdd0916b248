using Mingchu.Edge.Capture;

namespace Mingchu.Edge.Viewing;

/// <summary>ffmpeg's arguments for what a person is to see. They hold nothing secret: the address goes in through standard input, see <see cref="FfmpegCommand"/>.</summary>
public static class ViewCommand
{
    /// <summary>The first picture that can be decoded, upright in its shape, as JPEG on standard output.</summary>
    public static string Snapshot(CameraUrl url) =>
        $"{Input(url, paced: false)} -flags low_delay -threads 1 -i pipe:0 -map 0:v:0 -an -frames:v 1 -vf \"scale=w='trunc(iw*sar/2+0.5)*2':h=ih,setsar=1\" "
        + "-pix_fmt yuvj420p -c:v mjpeg -q:v 3 -f image2pipe pipe:1";

    /// <summary>
    /// MPEG-TS segments <c>0.ts</c>, <c>1.ts</c>, ... in a folder, each from a key picture on and at least a second long; a line <c>NAME,START,END</c> (seconds) on standard
    /// output when one is whole.
    /// </summary>
    /// <param name="transcode">Encode anew, rather than passing the packets on.</param>
    public static string Live(CameraUrl url, string folder, bool transcode)
    {
        const string encode = "-c:v libx264 -preset veryfast -tune zerolatency -pix_fmt yuv420p -vf scale='min(1280,iw)':-2 -maxrate 2M -bufsize 2M -force_key_frames expr:gte(t,n_forced*1)";
        var template = Path.Combine(folder, "").Replace("%", "%%", StringComparison.Ordinal) + "/%d.ts";
        return $"{Input(url, paced: true)} -i pipe:0 -map 0:v:0 -an -sn -dn {(transcode ? encode : "-c:v copy")} -f segment -segment_format mpegts -segment_time 1 "
            + $"-segment_list pipe:1 -segment_list_type csv \"{template}\"";
    }

    private static string Input(CameraUrl url, bool paced) =>
        "-nostdin -hide_banner -nostats -loglevel level+verbose" + (url.IsFile && paced ? " -re" : "")
        + $" -f concat -safe 0 -protocol_whitelist {(url.IsFile ? "pipe,file" : FfmpegCommand.NetworkProtocols)}";
}
