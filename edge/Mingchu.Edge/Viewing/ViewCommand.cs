using Mingchu.Edge.Capture;

namespace Mingchu.Edge.Viewing;

/// <summary>ffmpeg's arguments for a picture that a person is to see. They hold nothing secret: the address goes in through standard input, see <see cref="FfmpegCommand"/>.</summary>
public static class ViewCommand
{
    /// <summary>The first picture that can be decoded, upright in its shape, as JPEG on standard output.</summary>
    public static string Snapshot(CameraUrl url) =>
        $"{SegmentCommand.Source(url, paced: false)} -flags low_delay -threads 1 -i pipe:0 -map 0:v:0 -an -frames:v 1 -vf \"scale=w='trunc(iw*sar/2+0.5)*2':h=ih,setsar=1\" "
        + "-pix_fmt yuvj420p -c:v mjpeg -q:v 3 -f image2pipe pipe:1";
}
