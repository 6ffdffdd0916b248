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

    /// <summary>A case that was brought to this stage by commands.</summary>
    public static CaseState At_(Stage stage) => Apply(null, stage switch
    {
        Stage.Open => [],
        Stage.Confirmed => [new CaseCommand.Confirm()],
        Stage.Assigned => [new CaseCommand.Confirm(), new CaseCommand.Assign("u2", "李四")],
        Stage.Closed => [new CaseCommand.Confirm(), new CaseCommand.Close("已整改")],
        _ => [new CaseCommand.MarkFalseAlarm()],
    });

    public static CaseState Apply(CaseState? state, IEnumerable<CaseCommand> commands)
    {
        state ??= CaseState.Evolve(null, new CaseEvent.Opened(Lead(), Grade()));
        foreach (var command in commands)
            foreach (var happened in Assert.IsType<CaseDecision.Accepted>(CaseDecider.Decide(state, command, Supervisor, At)).Events)
                state = CaseState.Evolve(state, happened);
        return state;
    }
}
