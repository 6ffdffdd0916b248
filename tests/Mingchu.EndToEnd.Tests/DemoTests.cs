namespace Mingchu.EndToEnd.Tests;

/// <summary>What a new user runs first, with the models and clips that are shipped.</summary>
public sealed class DemoTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("row", "A2")]
    [Trait("row", "B4")]
    public async Task The_demo_sees_what_its_clips_show_and_pushes_a_case()
    {
        await using var folder = new RunFolder();
        await using var demo = await ChildProcess.Start(
            "demo", "dotnet", ["exec", Repository.Program("tools/Mingchu.Demo", "mingchu-demo"), "--check"], folder.At("demo.log"), folder: Repository.Root);
        var code = await demo.WaitForExit(Ct, TimeSpan.FromMinutes(6));
        // How fast it was is the demo's to judge on a machine of its own; here other work may go on.
        Assert.True(code == 0 || demo.Tail().Contains("too slow", StringComparison.Ordinal), demo.Story());
        Assert.Contains("violation's first frame -> alert", demo.Tail(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--chek")]
    [InlineData("--screenshots")]
    [InlineData("now")]
    public async Task The_demo_answers_wrong_arguments_with_how_to_use_it(string argument)
    {
        await using var folder = new RunFolder();
        var ended = await ChildProcess.Run("demo", Repository.At("tools", "demo"), [argument], folder.At("demo.log"), Ct);
        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("usage: tools/demo", ended.Everything, StringComparison.Ordinal);
    }
}
