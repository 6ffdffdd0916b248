using System.Diagnostics;
using System.Globalization;
using Mingchu.Rig;

namespace Mingchu.Bench.Edge;

/// <summary>
/// What cameras send, made from the sample footage as an IP camera would encode it: 1920x1080, 25 frames a second, H.264 of 4 Mbit/s, a key frame every
/// two seconds, with sensor noise. Made once and kept in the temporary folder.
/// </summary>
internal static class BenchClips
{
    private const string Encode = "-an -c:v libx264 -preset ultrafast -profile:v main -bf 0 -g 50 -keyint_min 50 -sc_threshold 0 -b:v 4M -maxrate 4M -bufsize 4M -nal-hrd cbr -pix_fmt yuv420p";
    private const string Noise = "noise=alls=3:allf=t";

    private static string Folder => Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "mingchu-bench")).FullName;

    /// <summary>30 s of two people at work.</summary>
    public static string Busy() => Make("busy.mp4", $"-i {Repository.At("samples/footage/no-cap.mp4")} -vf scale=1920:1080:flags=bicubic,{Noise} {Encode}");

    /// <summary>Length of <see cref="Quiet"/>.</summary>
    public const int QuietSeconds = 40;

    /// <summary>An empty kitchen, in which for the last tenth of the time people are at work.</summary>
    public static string Quiet() => Make("quiet.mp4",
        $"-loop 1 -framerate 25 -t 36 -i {Repository.At("samples/footage/mess.reference.jpg")} -t 4 -i {Repository.At("samples/footage/mess.mp4")} "
        + $"-filter_complex \"[0:v]scale=1920:1080,setsar=1,fps=25,format=yuv420p[a];[1:v]scale=1920:1080,setsar=1,fps=25,format=yuv420p[b];[a][b]concat=n=2:v=1,{Noise}\" {Encode}");

    /// <summary>A clip again and again, without encoding it anew.</summary>
    public static string Looped(string clip, int seconds) =>
        Make(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(clip)}-{seconds}.mp4"), $"-stream_loop -1 -i {clip} -t {seconds} -c copy");

    private static string Make(string name, string arguments)
    {
        var file = Path.Combine(Folder, name);
        if (File.Exists(file))
            return file;
        Console.Error.WriteLine($"bench: making {file}");
        var part = file + ".part.mp4";
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", $"-v error -nostdin -y {arguments} {part}"))!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"ffmpeg could not make {name}: {arguments}");
        File.Move(part, file, overwrite: true);
        return file;
    }
}
