using Mingchu.Edge.Config;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Evidence;
using Mingchu.Edge.Inference;

namespace Mingchu.Edge.Commands;

/// <summary><c>mingchu-edge check</c>: everything that can be known before watching.</summary>
public static class CheckCommand
{
    private static readonly (string Program, string Package)[] Tools = [("ffmpeg", "ffmpeg"), ("setpriv", "util-linux")];

    public static int Run(string file)
    {
        var (code, config, recogniser) = Load(file);
        if (code != ExitCodes.Ok)
            return code;
        using var _ = recogniser;
        Console.WriteLine($"{file} is good: device {config!.Device}, {config.Cameras.Count} cameras, models {string.Join(", ", recogniser!.Models.Select(m => $"{m.Name} {m.Version}"))}");
        foreach (var camera in config.Cameras)
            WriteWatched(new CameraWatch(camera.Id, [.. config.Rules, .. camera.Rules], recogniser, camera.Plan, camera.TimeZone).Rulebook);
        foreach (var sensor in config.Sensors)
            Console.WriteLine($"sensor {sensor.Id} watches {Join(sensor.Rules.Select(r => r.Hazard))}");
        return ExitCodes.Ok;
    }

    /// <summary>What a camera watches and what it does not, so that a zone forgotten or a model missing shows before the first day.</summary>
    private static void WriteWatched(Rulebook rulebook)
    {
        Console.WriteLine($"camera {rulebook.Camera} watches {Join(rulebook.Rules.Select(r => Name(r.Condition.Hazard, r.Zone?.Id)))}");
        foreach (var group in rulebook.Unwatched.GroupBy(u => u.Because).OrderBy(g => g.Key))
            Console.WriteLine($"  not {Join(group.Select(u => Name(u.Hazard, u.Zone)))}: {Words(group.Key)}");
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
        catch (Exception e)
        {
            Console.Error.WriteLine($"OpenCV's library can't be loaded ({e.GetBaseException().Message}): apt-get install libgtk-3-0 libatomic1 libdrm2");
            return false;
        }
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));
}
