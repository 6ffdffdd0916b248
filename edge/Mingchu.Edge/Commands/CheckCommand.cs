using Mingchu.Edge.Capture;
using Mingchu.Edge.Checks;
using Mingchu.Edge.Config;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Evidence;
using Mingchu.Edge.Health;
using Mingchu.Edge.Inference;

namespace Mingchu.Edge.Commands;

/// <summary><c>mingchu-edge check</c>: everything that can be known before watching, cameras and collector included.</summary>
public static class CheckCommand
{
    private static readonly (string Program, string Package)[] Tools = [("ffmpeg", "ffmpeg"), ("setpriv", "util-linux")];

    /// <summary>Looks at everything and tells all of it at once.</summary>
    /// <param name="file">Configuration.</param>
    /// <param name="options">How much is looked at, and how it is told.</param>
    /// <param name="output">Where it is told.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns><see cref="ExitCodes.Ok"/> also with warnings, <see cref="ExitCodes.Fault"/> when a camera, the collector or the disk is in error, and the codes of <see cref="Load"/>.</returns>
    public static async Task<int> RunAsync(string file, CheckOptions options, TextWriter output, CancellationToken ct)
    {
        var (code, config, recogniser) = Load(file);
        if (code != ExitCodes.Ok)
            return code;
        using var _ = recogniser;
        var findings = await LookAsync(config!, recogniser!, options, ct);
        if (options.Json)
        {
            output.WriteLine(CheckReport.Json(config!, findings, options.Language));
        }
        else
        {
            output.WriteLine($"{file} is good: device {config!.Device}, {config.Cameras.Count} cameras, models {string.Join(", ", recogniser!.Models.Select(m => $"{m.Name} {m.Version}"))}");
            foreach (var camera in config.Cameras)
                WriteWatched(new CameraWatch(camera.Id, [.. config.Rules, .. camera.Rules], recogniser, camera.Plan, camera.TimeZone).Rulebook, output);
            foreach (var sensor in config.Sensors)
                output.WriteLine($"sensor {sensor.Id} watches {Join(sensor.Rules.Select(r => r.Hazard))}");
            output.Write(CheckReport.Text(findings, options.Language));
        }
        return findings.Any(f => f.Severity == Severity.Error) ? ExitCodes.Fault : ExitCodes.Ok;
    }

    private static async Task<IReadOnlyList<Finding>> LookAsync(EdgeConfig config, Recogniser recogniser, CheckOptions options, CancellationToken ct)
    {
        // Before the cameras are decoded, which would slow the models down.
        List<Finding> findings = [BoxCheck.Speed(config, recogniser), await BoxCheck.FfmpegAsync(ct), .. BoxCheck.Disk(config), .. BoxCheck.Secrets(config)];
        if (options.Offline)
            return findings;
        using var children = new ChildProcesses();
        var collector = CollectorCheck.RunAsync(config, TimeProvider.System, ct);
        var cameras = config.Cameras.Select(c => CameraCheck.RunAsync(c, config, options.Pictures, children, ct)).ToList();
        findings.AddRange(await collector);
        foreach (var camera in cameras)
            findings.AddRange(await camera);
        return findings;
    }

    /// <summary>What a camera watches and what it does not, so that a zone forgotten or a model missing shows before the first day.</summary>
    private static void WriteWatched(Rulebook rulebook, TextWriter output)
    {
        output.WriteLine($"camera {rulebook.Camera} watches {Join(rulebook.Rules.Select(r => Name(r.Condition.Hazard, r.Zone?.Id)))}");
        foreach (var group in rulebook.Unwatched.GroupBy(u => u.Because).OrderBy(g => g.Key))
            output.WriteLine($"  not {Join(group.Select(u => Name(u.Hazard, u.Zone)))}: {Words(group.Key)}");
    }

    private static string Name(string hazard, string? zone) => zone is null ? hazard : $"{hazard} in {zone}";

    private static string Join(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("nothing"));

    private static string Words(Missing missing) => missing switch
    {
        Missing.Switch => "switched off",
        Missing.Zone => "no zone is drawn for it",
        Missing.Model => "no model sees it",
        _ => "no hours are given",
    };

    /// <summary>Configuration and models, or an exit code after all errors were written to standard error.</summary>
    /// <param name="uniforms">With the kitchen's own uniforms; not for a command that may be there to replace one that no longer fits.</param>
    internal static (int Code, EdgeConfig? Config, Recogniser? Recogniser) Load(string file, bool uniforms = true)
    {
        var (config, errors) = ConfigReader.ReadFile(file);
        if (config is null)
        {
            foreach (var error in errors)
                Console.Error.WriteLine($"{file}: {error}");
            return (ExitCodes.BadConfiguration, null, null);
        }
        var missing = Tools.Where(t => !OnPath(t.Program)).ToList();
        foreach (var (program, package) in missing)
            Console.Error.WriteLine($"{program} is not installed: apt-get install {package}");
        if (missing.Count > 0 || !HasOpenCv())
            return (ExitCodes.Unavailable, null, null);
        var (recogniser, modelErrors) = ModelFolder.Load(config.Models, new()
        {
            IntraOpThreads = config.Analysis.Threads,
            Precision = config.Analysis.Precision,
            Uniforms = uniforms ? config.Uniforms : null,
        });
        foreach (var error in modelErrors)
            Console.Error.WriteLine(error);
        return recogniser is null ? (ExitCodes.BadConfiguration, null, null) : (ExitCodes.Ok, config, recogniser);
    }

    private static bool HasOpenCv()
    {
        try
        {
            EvidencePictures.WarmUp();
            return true;
        }
        catch (Exception e) when (!Starvation.Is(e))
        {
            Console.Error.WriteLine($"OpenCV's library can't be loaded ({e.GetBaseException().Message}): apt-get install libgtk-3-0 libatomic1 libdrm2");
            return false;
        }
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));
}
