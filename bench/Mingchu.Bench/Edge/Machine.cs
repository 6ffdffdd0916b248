using System.Diagnostics;
using System.Globalization;
using Mingchu.Rig;

namespace Mingchu.Bench.Edge;

/// <summary>What was measured on.</summary>
internal static class Machine
{
    /// <summary>Processor, cores and how busy it was before the measurement.</summary>
    public static string Describe()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown processor";
        var load = double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
        var shared = load > 0.5 ? ", shared with other work" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{model}, {Environment.ProcessorCount} cores, load {load:F1} before the run{shared}");
    }

    /// <summary>Short commit of the checkout, with a mark when it was changed.</summary>
    public static string Commit()
    {
        var head = Git("rev-parse --short HEAD");
        return head.Length == 0 ? "unknown" : Git("status --porcelain --untracked-files=no").Length > 0 ? $"{head} with changes" : head;
    }

    private static string Git(string arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("git", $"-C \"{Repository.Root}\" {arguments}") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : "";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }
}
