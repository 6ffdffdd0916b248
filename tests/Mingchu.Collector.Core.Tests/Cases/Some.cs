using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Grading;

namespace Mingchu.Collector.Core.Tests.Cases;

/// <summary>Ordinary values that a test changes where it matters.</summary>
internal static class Some
{
    public static readonly DateTimeOffset At = new(2026, 1, 31, 8, 15, 30, 250, TimeSpan.Zero);

    public static readonly Guid CaseId = new("0198c0de-0000-7000-8000-000000000001");

    public static readonly Actor Supervisor = new("u1", "张三", Role.Supervisor);

    public static Lead Lead(string id = "alert:box-1/a", double startMinutes = 0, double seconds = 8, string premises = "p1", string hazard = "no-cap") =>
        new(id, LeadSource.Alert, premises, hazard, "box-1/stove", 0.9, At.AddMinutes(startMinutes),
            At.AddMinutes(startMinutes).AddSeconds(seconds), null, At.AddMinutes(startMinutes).AddSeconds(seconds + 1));

    public static GradeResult Grade(int grade = 1) => new(grade, [Phrase.Of("grade.hazard", "@hazard.no-cap", "1")], "test");

    public static readonly CaseDecider Decider = new(WorkflowPolicy.Default);

    /// <summary>A case that was brought to this stage by commands; from dispatch on a town office has it.</summary>
    public static CaseState At_(Stage stage) => Apply(null, stage switch
    {
        Stage.Open => [],
        Stage.Confirmed => [new CaseCommand.Confirm()],
        Stage.Dispatched => [.. Dispatched],
        Stage.Assigned => [.. Dispatched, new CaseCommand.Assign("u2", "李四")],
        Stage.Answered => [.. Dispatched, new CaseCommand.Answer("已清理")],
        Stage.Tracking => [.. Dispatched, new CaseCommand.Track(At.AddDays(10), "等待搬迁")],
        Stage.Enforcement => [.. Dispatched, new CaseCommand.ToEnforcement("违反食品安全法第三十三条")],
        Stage.Closed => [new CaseCommand.Confirm(), new CaseCommand.Close("已整改")],
        _ => [new CaseCommand.MarkFalseAlarm()],
    });

    private static readonly CaseCommand[] Dispatched = [new CaseCommand.Confirm(), new CaseCommand.Dispatch(Role.TownOffice)];

    /// <summary>The case an alert opened, in the hands the item list says.</summary>
    public static CaseState Opened(string hazard = "no-cap", int grade = 1, LeadSource source = LeadSource.Alert, Role? by = null) =>
        Do(null, new CaseCommand.OpenFromLead(Lead(hazard: hazard) with { Source = source, CollectedBy = by }, Grade(grade)), Actor.System);

    public static CaseState Apply(CaseState? state, IEnumerable<CaseCommand> commands) =>
        commands.Aggregate(state ?? Opened(), (s, command) => Do(s, command, Supervisor));

    /// <summary>The state after a command that must be accepted.</summary>
    public static CaseState Do(CaseState? state, CaseCommand command, Actor actor, DateTimeOffset? now = null) =>
        Events(state, command, actor, now).Aggregate(state, CaseState.Evolve)!;

    public static CaseState Do(CaseState? state, CaseCommand command, Role role, DateTimeOffset? now = null) => Do(state, command, As(role), now);

    public static IReadOnlyList<CaseEvent> Events(CaseState? state, CaseCommand command, Actor actor, DateTimeOffset? now = null) =>
        Decider.Decide(state, command, actor, now ?? At) switch
        {
            CaseDecision.Accepted yes => yes.Events,
            CaseDecision.Refused no => throw new InvalidOperationException($"{command} was refused: {no.Refusal.Sentence}"),
            _ => throw new InvalidOperationException(),
        };

    public static string? Refusal(CaseState? state, CaseCommand command, Role role, DateTimeOffset? now = null) =>
        (Decider.Decide(state, command, As(role), now ?? At) as CaseDecision.Refused)?.Refusal.Code;

    public static Actor As(Role role) => role is Role.System ? Actor.System : new($"u-{role.Word()}", role.Word(), role);
}
