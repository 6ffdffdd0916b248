using static Mingchu.Collector.Core.Cases.CaseCommand;

namespace Mingchu.Collector.Core.Cases;

/// <summary>The steps that people do, by the words of the API and the pages.</summary>
public static class CaseSteps
{
    /// <summary>Whom a case can be given to.</summary>
    public static IReadOnlyList<Role> Targets { get; } = [Role.Merchant, Role.Platform, .. Levels.Line, Role.Brigade];

    // The workflow itself is asked with a step that has all it needs, so that a page never offers what would be refused.
    private static readonly (string Word, Func<DateTimeOffset, IEnumerable<CaseCommand>> Probes)[] All =
    [
        ("confirm", _ => [new Confirm()]),
        ("false-alarm", _ => [new MarkFalseAlarm()]),
        ("assign", _ => [new Assign("?", "?")]),
        ("note", _ => [new AddNote("?")]),
        ("close", _ => [new Close("?")]),
        ("accept", _ => [new Accept()]),
        ("rectify", _ => [new Rectify("?")]),
        ("answer", _ => [new Answer("?")]),
        ("verify", _ => [new Verify(true, "?")]),
        ("dispatch", _ => Targets.Select(r => new Dispatch(r))),
        ("pass-on", _ => [new PassOn("?")]),
        ("send-back", _ => [new SendBack("?")]),
        ("ask-assist", _ => Levels.Line.Select(r => new AskAssist(r, "?"))),
        ("assist", _ => [new Assist("?")]),
        ("track", now => [new Track(now.AddDays(1), "?")]),
        ("stop-tracking", _ => [new StopTracking("?")]),
        ("to-brigade", _ => [new ToBrigade("?")]),
        ("to-enforcement", _ => [new ToEnforcement("?")]),
        ("report-major", _ => [new ReportMajor("?")]),
        ("take-notice", _ => [new TakeNotice()]),
        ("pause-deadline", _ => [new PauseDeadline("?")]),
        ("resume-deadline", _ => [new ResumeDeadline()]),
    ];

    /// <summary>Words of the steps that this actor could do now.</summary>
    public static IReadOnlyList<string> For(CaseDecider decider, CaseState state, Actor actor, DateTimeOffset now) =>
        [.. All.Where(s => s.Probes(now).Any(c => decider.Decide(state, c, actor, now) is CaseDecision.Accepted)).Select(s => s.Word)];

    /// <summary>Whom this actor could give the case to now.</summary>
    public static IReadOnlyList<Role> TargetsFor(CaseDecider decider, CaseState state, Actor actor, DateTimeOffset now) =>
        [.. Targets.Where(r => decider.Decide(state, new Dispatch(r), actor, now) is CaseDecision.Accepted)];

    /// <summary>Whom this actor could ask to assist now.</summary>
    public static IReadOnlyList<Role> HelpersFor(CaseDecider decider, CaseState state, Actor actor, DateTimeOffset now) =>
        [.. Levels.Line.Where(r => decider.Decide(state, new AskAssist(r, "?"), actor, now) is CaseDecision.Accepted)];
}
