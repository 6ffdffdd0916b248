using Mingchu.Collector.Core.Cases;
using static Mingchu.Collector.Core.Platforms.NoticeCommand;

namespace Mingchu.Collector.Core.Platforms;

/// <summary>The steps of a notice that people do, by the words of the API and the pages.</summary>
public static class NoticeSteps
{
    private static readonly (string Word, NoticeCommand Probe)[] All =
    [
        ("submit", new Submit()), ("approve", new Approve()), ("return", new Return("?")), ("withdraw", new Withdraw("?")),
        ("answer", new Answer("?", ["?"])), ("accept", new Accept("?")), ("reject", new Reject("?")),
    ];

    /// <summary>Words of the steps that this actor could do now; the decider itself is asked, so that a page never offers what would be refused.</summary>
    public static IReadOnlyList<string> For(NoticeDecider decider, NoticeState state, Actor actor, DateTimeOffset now) =>
        [.. All.Where(s => decider.Decide(state, s.Probe, actor, now).Refusal is null).Select(s => s.Word)];
}
