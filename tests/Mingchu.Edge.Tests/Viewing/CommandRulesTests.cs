using Mingchu.Contracts.Messages;
using Mingchu.Edge.Config;
using Mingchu.Edge.Tests.Support;
using Mingchu.Edge.Viewing;

namespace Mingchu.Edge.Tests.Viewing;

[Trait("row", "A8")]
public sealed class CommandRulesTests
{
    private static readonly EdgeConfig Box = Some.Config("/data", Some.Camera("rtsp://127.0.0.1/none")) with { Viewing = new() { Most = 1 } };
    private static readonly LiveTerms Terms = new("token", 60, 1 << 20);

    [Theory]
    [InlineData(CommandKind.Snapshot, "stove", 1, 0, 0, null)]
    [InlineData(CommandKind.Snapshot, "stove", -1, 0, 0, CommandReasons.Expired)]
    [InlineData(CommandKind.Snapshot, "sink", 1, 0, 0, CommandReasons.UnknownCamera)]
    [InlineData(CommandKind.Snapshot, "../../etc", 1, 0, 0, CommandReasons.UnknownCamera)]
    [InlineData(CommandKind.Snapshot, "stove", 1, CommandRules.MostSnapshots, 0, CommandReasons.TooMany)]
    [InlineData(CommandKind.LiveStart, "stove", 1, 0, 0, null)]
    [InlineData(CommandKind.LiveStart, "stove", 1, 0, 1, CommandReasons.TooMany)]
    [InlineData(CommandKind.LiveStop, "stove", 1, 0, 1, null)]
    [InlineData(CommandKind.LiveStop, "stove", 1, 0, 0, CommandReasons.UnknownView)]
    public void A_command_is_taken_or_refused_with_its_reason(CommandKind kind, string camera, int secondsLeft, int snapshots, int views, string? reason)
    {
        var command = new CameraCommand(kind, camera, Some.At.AddSeconds(secondsLeft)) { Live = Terms, Stops = "view-0" };
        var refusal = CommandRules.Refusal(command, Some.At, Box, snapshots, [.. Enumerable.Range(0, views).Select(i => $"view-{i}")]);
        Assert.Equal(reason, refusal?.Reason);
    }

    [Fact]
    public void What_the_box_has_switched_off_is_refused()
    {
        var shut = Box with { Viewing = new() { Snapshots = false, Live = false } };
        foreach (var kind in (CommandKind[])[CommandKind.Snapshot, CommandKind.LiveStart])
            Assert.Equal(CommandReasons.SwitchedOff, CommandRules.Refusal(new(kind, "stove", Some.At) { Live = Terms }, Some.At, shut, 0, [])?.Reason);
    }

    [Fact]
    public void A_live_view_without_its_terms_is_refused()
    {
        foreach (var terms in (LiveTerms?[])[null, Terms with { Token = "" }, Terms with { MaxSeconds = 0 }, Terms with { MaxSeconds = 3601 }, Terms with { MaxSegmentBytes = 0 }])
            Assert.Equal(CommandReasons.Invalid, CommandRules.Refusal(new(CommandKind.LiveStart, "stove", Some.At) { Live = terms }, Some.At, Box, 0, [])?.Reason);
    }

    [Fact]
    public void The_newest_answers_are_remembered_and_no_more()
    {
        var book = new AnswerBook();
        for (var i = 0; i < AnswerBook.Most + 10; i++)
            book.Keep(new($"{i:x32}", CommandOutcome.Accepted, Some.At.AddSeconds(i)));
        book.Keep(new($"{20:x32}", CommandOutcome.Done, Some.At.AddSeconds(1000)));
        Assert.Null(book.Find($"{9:x32}"));
        Assert.Equal(CommandOutcome.Done, book.Find($"{20:x32}")!.Outcome);
        Assert.Equal(CommandOutcome.Accepted, book.Find($"{10:x32}")!.Outcome);
        Assert.Equal([$"{20:x32}", $"{265:x32}"], book.Since(Some.At.AddSeconds(265)).Select(a => a.CommandId));
    }
}
