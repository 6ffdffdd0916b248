using Mingchu.Edge.Tests.Spool;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Mingchu.Edge.Tests;

/// <summary>The tests, or, when a test asks for it, the process that is to be killed.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (Environment.GetEnvironmentVariable(SpoolChild.Variable) is { Length: > 0 } folder)
            await SpoolChild.Run(folder);
        return args.Any(a => a is "--server" or "--internal-msbuild-node")
            ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : await ConsoleRunner.Run(args);
    }
}
