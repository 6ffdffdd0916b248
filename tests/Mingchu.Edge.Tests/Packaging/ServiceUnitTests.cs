using System.Text.RegularExpressions;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Packaging;

/// <summary>The units of both packages as systemd itself reads them; nothing is started.</summary>
[Trait("row", "A6")]
public sealed partial class ServiceUnitTests : IAsyncDisposable
{
    private readonly RunFolder folder = new();

    public static TheoryData<string> Units => ["edge/packaging/mingchu-edge.service", "collector/packaging/mingchu-collector.service"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Theory]
    [MemberData(nameof(Units))]
    public async Task Systemd_finds_nothing_wrong_in_a_unit(string unit)
    {
        // The package is not installed here, so a program that is there stands for its own.
        var copy = folder.Write(Path.GetFileName(unit), Program().Replace(await File.ReadAllTextAsync(Repository.At(unit), Ct), "ExecStart=/bin/true"));
        var verified = await Analyze("verify", "--man=no", copy);
        // What it says of the machine's other units is not meant.
        Assert.DoesNotContain(Path.GetFileName(unit), verified.Everything, StringComparison.Ordinal);
    }

    /// <summary>
    /// By systemd's own measure, in tenths of 10. What is left of it: both need the network (0.8), compile while they run (0.1), read what the machine is like in <c>/proc</c> (0.1) and stay
    /// within the machine's folders (0.1) and its users and priorities (0.4), since no systemd was at hand to try them without.
    /// </summary>
    [Theory]
    [MemberData(nameof(Units))]
    public async Task A_service_reaches_little_but_what_it_needs(string unit)
    {
        var exposed = await Analyze("security", "--offline=true", "--threshold=14", Repository.At(unit));
        Assert.True(exposed.ExitCode == 0, exposed.Everything);
    }

    private async Task<Finished> Analyze(params string[] arguments)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "systemd is not installed: tools/install test");
        return await ChildProcess.Run("systemd-analyze", "systemd-analyze", arguments, folder.At("systemd-analyze.log"), Ct);
    }

    [GeneratedRegex(@"^ExecStart=\S+", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Program();
}
