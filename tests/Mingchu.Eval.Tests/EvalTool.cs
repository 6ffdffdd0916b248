using System.Diagnostics;
using Mingchu.Rig;

namespace Mingchu.Eval.Tests;

/// <summary>The tool as its user runs it, on the toy models and a drawn folder.</summary>
internal static class EvalTool
{
    public static string Models { get; } = Path.Combine(Repository.Root, "tests/Mingchu.Edge.Tests/Inference/Models");

    public static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Mingchu.Eval.dll"), .. arguments])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
