using System.Globalization;
using FFMpegCore;
using Mingchu.Edge.Config;

namespace Mingchu.Edge.Capture;

/// <summary>
/// The ffmpeg call of one camera. The stream's address goes in through standard input as a list for ffmpeg's concat demuxer, so that its
/// password is never seen in the process list.
/// </summary>
public static class FfmpegCommand
{
    /// <summary>What an address may lead to: a redirect to a file or a device of the box is refused by ffmpeg.</summary>
    public const string NetworkProtocols = "pipe,rtsp,rtsps,tcp,udp,rtp,tls,http,https,crypto";

    /// <summary>Arguments; they hold nothing secret.</summary>
    public static string Arguments(StreamSetup setup) =>
        FFMpegArguments
            .FromFileInput("pipe:0", verifyExists: false, input =>
            {
                input.WithCustomArgument("-nostdin -hide_banner -nostats -loglevel level+verbose");
                input.ForceFormat("concat").WithCustomArgument("-safe 0")
                    .WithCustomArgument($"-protocol_whitelist {(setup.Url.IsFile ? "pipe,file" : NetworkProtocols)}")
                    .WithCustomArgument("-probesize 32768 -analyzeduration 0 -flags low_delay -threads 1");
                if (setup.KeyFrames)
                    input.WithCustomArgument("-skip_frame nokey");
                if (setup.Hardware is { } hardware)
                    input.WithCustomArgument($"-hwaccel {hardware}");
                // Without a buffer a file would lose what was read while probing, up to its second key frame.
                if (!setup.Url.IsFile)
                    input.WithCustomArgument("-fflags nobuffer");
                if (setup.Url.IsFile && setup.Paced)
                    input.WithCustomArgument("-re");
            })
            .OutputToFile("pipe:1", overwrite: false, output => output
                .WithCustomArgument("-map 0:v:0 -an -sn -dn")
                .WithCustomArgument($"-vf \"{Filters(setup.Fps, setup.Canvas)}\"")
                .WithCustomArgument("-filter_threads 1 -fps_mode passthrough -flush_packets 1")
                .WithVideoCodec("rawvideo")
                .WithCustomArgument("-pix_fmt bgr24")
                .ForceFormat("rawvideo"))
            .Arguments;

    /// <summary>What is written to ffmpeg's standard input.</summary>
    public static string Input(StreamSetup setup, TimeSpan connect)
    {
        var url = setup.Url;
        var list = $"ffconcat version 1.0\nfile '{url.Secret.Replace("'", @"'\''", StringComparison.Ordinal)}'\n";
        if (url.IsFile)
            return list;
        list += "option probesize 32768\noption analyzeduration 0\noption fflags nobuffer\n";
        var socket = (connect.TotalMicroseconds / 2).ToString("F0", CultureInfo.InvariantCulture);
        list += url.Secret.StartsWith("rtsp", StringComparison.Ordinal)
            ? $"option rtsp_transport {(setup.Transport == Transport.Udp ? "udp" : "tcp")}\noption timeout {socket}\n"
            : $"option rw_timeout {socket}\n";
        return list;
    }

    // A frame is picked whenever the time enters another slot: exact on average, no doubles when the camera's clock jumps either way.
    private static string Filters(double fps, Canvas canvas)
    {
        var (w, h) = (canvas.Width, canvas.Height);
        return string.Create(CultureInfo.InvariantCulture,
            $"select='not(eq(floor(t*{fps}),floor(prev_t*{fps})))',scale=w='max(2,trunc(min({w},{h}*dar)/2+0.5)*2)':h='max(2,trunc(min({h},{w}/dar)/2+0.5)*2)':flags=fast_bilinear,setsar=1,pad={w}:{h}");
    }
}
