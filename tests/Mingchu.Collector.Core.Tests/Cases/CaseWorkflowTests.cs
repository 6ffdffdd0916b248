using System.Text;
using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Core.Tests.Cases;

public sealed class CaseWorkflowTests
{
    private static readonly (string Name, CaseCommand Command)[] Commands =
    [
        ("open-from-lead", new CaseCommand.OpenFromLead(Some.Lead(), Some.Grade())),
        ("add-lead", new CaseCommand.AddLead(Some.Lead("alert:box-1/b"))),
        ("update-lead", new CaseCommand.UpdateLead("alert:box-1/a", "cleared", 0.9, 20, Some.At)),
        ("attach-evidence", new CaseCommand.AttachEvidence("alert:box-1/a", "boxed", "image/jpeg", new string('a', 64), 10)),
        ("regrade", new CaseCommand.Regrade(Some.Grade(2))),
        ("confirm", new CaseCommand.Confirm()),
        ("false-alarm", new CaseCommand.MarkFalseAlarm()),
        ("assign", new CaseCommand.Assign("u9", "王五")),
        ("note", new CaseCommand.AddNote("看过")),
        ("close", new CaseCommand.Close("已整改")),
        ("record-push", new CaseCommand.RecordPush("n1", "supervisors", "webhook", true, 1, null)),
        ("record-export", new CaseCommand.RecordExport(1, "ops")),
        ("record-quiet", new CaseCommand.RecordQuiet("n1", "merchant", "in-app", Phrase.Of("quiet.hours", "@role.merchant", "06:00"))),
        ("record-notice", new CaseCommand.RecordNotice("2026-0001", "美团", "rectify", "sent", "王科")),
        ("register-patrol", new CaseCommand.OpenFromLead(Some.Lead("lead:1") with { Source = LeadSource.DepartmentPatrol }, Some.Grade())),
        ("add-grid-patrol", new CaseCommand.AddLead(Some.Lead("lead:2") with { Source = LeadSource.GridPatrol })),
        ("dispatch", new CaseCommand.Dispatch(Role.CountyBureau)),
        ("accept", new CaseCommand.Accept()),
        ("pass-on", new CaseCommand.PassOn("无权处置")),
        ("send-back", new CaseCommand.SendBack("不属本辖区")),
        ("rectify", new CaseCommand.Rectify("已戴帽")),
        ("answer", new CaseCommand.Answer("已约谈")),
        ("verify-passed", new CaseCommand.Verify(true, "现场核查已整改")),
        ("verify-failed", new CaseCommand.Verify(false, "仍未整改")),
        ("track", new CaseCommand.Track(Some.At.AddDays(5), "等待搬迁")),
        ("stop-tracking", new CaseCommand.StopTracking("已搬迁")),
        ("ask-assist", new CaseCommand.AskAssist(Role.VillageCentre, "督促业主")),
        ("assist", new CaseCommand.Assist("已督促")),
        ("to-brigade", new CaseCommand.ToBrigade("疑难线索")),
        ("to-enforcement", new CaseCommand.ToEnforcement("无证经营")),
        ("report-major", new CaseCommand.ReportMajor("多人呕吐")),
        ("take-notice", new CaseCommand.TakeNotice()),
        ("pause-deadline", new CaseCommand.PauseDeadline("等待检验")),
        ("resume-deadline", new CaseCommand.ResumeDeadline()),
        ("tick", new CaseCommand.Tick()),
    ];

    /// <summary>Every stage x command x role. A change of the workflow shows here, line by line; the file is the specification. When a change is meant, copy <c>workflow.tsv.actual</c> beside the test program over it.</summary>
    [Fact]
    [Trait("row", "B6")]
    [Trait("row", "B7")]
    [Trait("row", "B9")]
    public void Every_stage_command_and_role_gives_what_the_golden_table_says()
    {
        var table = new StringBuilder("stage\tcommand").AppendJoin("", Enum.GetValues<Role>().Select(r => "\t" + r.Word())).Append('\n');
        foreach (var stage in Enum.GetValues<Stage>().Select(s => (Stage?)s).Prepend(null))
            foreach (var (name, command) in Commands)
            {
                table.Append(stage?.Word() ?? "(none)").Append('\t').Append(name);
                foreach (var role in Enum.GetValues<Role>())
                    table.Append('\t').Append(Outcome(stage is null ? null : Some.At_(stage.Value), command, role));
                table.Append('\n');
            }

        var golden = Path.Combine(AppContext.BaseDirectory, "Cases", "workflow.tsv");
        File.WriteAllText(golden + ".actual", table.ToString());
        Assert.Equal(File.ReadAllText(golden), table.ToString());
    }

    [Theory]
    [InlineData("", "text-missing")]
    [InlineData("   ", "text-missing")]
    public void A_result_is_needed_to_close(string result, string code) =>
        Assert.Equal(code, Refused(Some.At_(Stage.Confirmed), new CaseCommand.Close(result)).Code);

    [Fact]
    public void A_text_beyond_the_limit_is_refused_with_the_limit()
    {
        var refusal = Refused(Some.At_(Stage.Open), new CaseCommand.AddNote(new string('x', CaseDecider.MaxText + 1)));
        Assert.Equal("text-too-long", refusal.Code);
        Assert.Contains("4000", refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Assigning_to_who_has_it_is_refused() =>
        Assert.Equal("same-assignee", Refused(Some.At_(Stage.Assigned), new CaseCommand.Assign("u2", "李四")).Code);

    [Fact]
    public void Of_two_who_looked_at_the_same_version_the_second_is_told()
    {
        var looked = Some.At_(Stage.Open);
        var first = Some.Apply(looked, [new CaseCommand.Confirm { ExpectedVersion = looked.Version }]);
        var refusal = Refused(first, new CaseCommand.MarkFalseAlarm { ExpectedVersion = looked.Version });
        Assert.Equal("stale-version", refusal.Code);
        Assert.Equal("您打开案件之后已有人处理，案件现在是“已核实”状态，请重新查看。", refusal.In(new("zh-CN")));
    }

    [Fact]
    public void A_new_lead_or_note_does_not_make_a_look_stale()
    {
        var looked = Some.At_(Stage.Open);
        var later = CaseState.Evolve(Some.Apply(looked, [new CaseCommand.AddNote("x")]), new CaseEvent.LeadAdded(Some.Lead("alert:box-1/b")));
        Assert.IsType<CaseDecision.Accepted>(Some.Decider.Decide(later, new CaseCommand.Confirm { ExpectedVersion = looked.Version }, Some.Supervisor, Some.At));
    }

    [Fact]
    public void A_lead_of_another_matter_is_refused()
    {
        var decision = Some.Decider.Decide(Some.At_(Stage.Open), new CaseCommand.AddLead(Some.Lead("alert:box-1/b", premises: "p2")), Actor.System, Some.At);
        Assert.Equal("other-matter", Assert.IsType<CaseDecision.Refused>(decision).Refusal.Code);
    }

    [Fact]
    public void The_policy_neither_lowers_a_grade_nor_overrules_a_person()
    {
        var graded = Some.Apply(null, [new CaseCommand.Regrade(Some.Grade(3))]);
        var lowered = Some.Apply(graded, [new CaseCommand.Regrade(Some.Grade(2))]);
        Assert.Equal(2, lowered.Grade.Grade);
        Assert.Equal("grade-kept", RefusedFor(lowered, new CaseCommand.Regrade(Some.Grade(3)), Actor.System).Code);
        Assert.Equal("grade-kept", RefusedFor(Some.At_(Stage.Open), new CaseCommand.Regrade(Some.Grade(1)), Actor.System).Code);
        Assert.Equal("grade-range", RefusedFor(Some.At_(Stage.Open), new CaseCommand.Regrade(Some.Grade(4)), Some.Supervisor).Code);
    }

    [Fact]
    public void Every_code_has_a_sentence_in_both_languages()
    {
        foreach (var code in typeof(Refusals).GetFields().Select(f => (string)f.GetValue(null)!))
            foreach (var language in new[] { "en", "zh-CN" })
            {
                var sentence = Refusal.Of(code, "@stage.open", "2").In(new(language));
                Assert.NotEqual(code + " open 2", sentence);
                Assert.Equal(language == "zh-CN", sentence.Any(c => c >= 0x4E00));
            }
    }

    private static string Outcome(CaseState? state, CaseCommand command, Role role) =>
        Some.Decider.Decide(state, command, new Actor("x", "x", role), Some.At) switch
        {
            CaseDecision.Accepted a => string.Join('+', a.Events.Select(e => e.GetType().Name))
                + (a.Events.Aggregate(state, CaseState.Evolve)!.Stage is var after && after != state?.Stage && state is not null ? $" -> {after.Word()}" : ""),
            CaseDecision.Refused r => "! " + r.Refusal.Code,
            _ => "?",
        };

    private static Refusal Refused(CaseState state, CaseCommand command) => RefusedFor(state, command, Some.Supervisor);

    private static Refusal RefusedFor(CaseState state, CaseCommand command, Actor actor) =>
        Assert.IsType<CaseDecision.Refused>(Some.Decider.Decide(state, command, actor, Some.At)).Refusal;
}
