using Mingchu.Collector.Commands;

namespace Mingchu.Collector.Tests.Labels;

[Trait("row", "B11")]
public sealed class ReviewCommandsTests
{
    [Theory]
    [InlineData("--to set")]
    [InlineData("--to set --since 2026-01-31 --hazard no-cap --camera box-1/stove --area putian/xianyou --unjudged")]
    public void An_export_takes_a_folder_and_may_be_narrowed(string arguments) =>
        Assert.Empty(CollectorCommands.Root().Parse(["review", "export", .. arguments.Split(' ')]).Errors);

    [Theory]
    [InlineData("--since 2026-01-31", "--to")]
    [InlineData("--to set --since yesterday", "--since: expected a day like 2026-01-31, found \"yesterday\"")]
    [InlineData("--to set --hazard no-hat", "--hazard: \"no-hat\" is not in hazard list")]
    public void What_is_wrong_is_said(string arguments, string error) =>
        Assert.Contains(error, Assert.Single(CollectorCommands.Root().Parse(["review", "export", .. arguments.Split(' ')]).Errors).Message, StringComparison.Ordinal);
}
