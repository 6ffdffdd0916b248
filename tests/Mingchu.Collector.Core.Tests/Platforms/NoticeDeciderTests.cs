using System.Text;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Core.Platforms;
using static Mingchu.Collector.Core.Platforms.NoticeCommand;

namespace Mingchu.Collector.Core.Tests.Platforms;

[Trait("row", "E1")]
public sealed class NoticeDeciderTests
{
    // A Monday, in office hours.
    private static readonly DateTimeOffset At = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly NoticeDecider Decider = new(PlatformPolicy.Default, BusinessCalendar.Default);
    private static readonly NoticeDraft Body = new(NoticeKind.Rectify, "meituan", "p1", null, "catering", "后厨脏乱", "《网络餐饮服务食品安全监督管理办法》", "督促商户限期整改");
    private static readonly Actor Author = new("a", "起草人", Role.TownOffice);
    private static readonly Actor Reviewer = new("r", "审查人", Role.CountyBureau);
    private static readonly Actor Platform = new("p", "美团", Role.Platform) { Platform = "meituan" };

    [Fact]
    public void A_notice_goes_from_draft_by_review_to_the_platform_and_back_until_the_answer_is_accepted()
    {
        var sent = Sent();
        Assert.Equal((NoticeStage.Sent, "default-1"), (sent.Stage, sent.Deadline!.Policy));
        Assert.Equal(new DateOnly(2026, 3, 11), BusinessCalendar.Default.DayOf(sent.Deadline.DueAt));

        var answered = Do(sent, new Answer("已约谈", ["aa"]), Platform);
        var again = Do(answered, new Reject("图片看不清"), Author);
        Assert.Equal((NoticeStage.Sent, 1), (again.Stage, again.Failed));
        var settled = Do(Do(again, new Answer("重新上传", ["bb"]), Platform), new Accept("属实"), Author);
        Assert.Equal((NoticeStage.Settled, 0, 0, 1), (settled.Stage, settled.Late, settled.Missing, settled.Failed));
    }

    [Fact]
    public void Who_drafted_it_never_reviews_it_and_a_line_may_name_its_reviewers()
    {
        var author = Author with { Role = Role.Supervisor };
        var review = Do(Do(null, new Draft(Body), author), new Submit(), author);
        Assert.Equal("own-draft", Refused(review, new Approve(), author));
        Assert.Equal("own-draft", Refused(review, new Return("x"), author));
        var named = new NoticeDecider(PlatformPolicy.Default with { Lines = [PlatformPolicy.Default.Lines[^1] with { Reviewers = ["李科长"] }] }, BusinessCalendar.Default);
        Assert.Equal("not-reviewer", named.Decide(review, new Approve(), Reviewer, At).Refusal?.Code);
        Assert.Null(named.Decide(review, new Approve(), Reviewer with { Name = "李科长" }, At).Refusal);
    }

    [Fact]
    public void Time_reminds_twice_then_the_answer_is_overdue_and_then_missing_and_each_once()
    {
        var state = Sent();
        List<string> happened = [];
        while (state.NextAt is { } at)
        {
            Assert.Equal(Refusals.NotDue, Decider.Decide(state, new Tick(), Actor.System, at.AddMilliseconds(-1)).Refusal?.Code);
            var events = Decider.Decide(state, new Tick(), Actor.System, at).Events;
            happened.AddRange(events.Select(e => e.GetType().Name));
            state = events.Aggregate(state, NoticeState.Evolve);
        }

        Assert.Equal(["Reminded", "Reminded", "Overdue", "Missing"], happened);
        Assert.Equal((NoticeStage.Sent, true, 1), (state.Stage, state.IsOverdue, state.Missing));
        // Late is better than never, and is not counted twice.
        var answered = Do(state, new Answer("补报", ["aa"]), Platform, At.AddDays(60));
        Assert.Equal((NoticeStage.Answered, 0, 1), (answered.Stage, answered.Late, answered.Missing));
    }

    [Fact]
    public void A_collector_that_slept_through_everything_does_it_at_once()
    {
        var sent = Sent();
        var late = Decider.Decide(sent, new Tick(), Actor.System, At.AddDays(90));
        Assert.Equal(["Overdue", "Missing"], late.Events.Select(e => e.GetType().Name));
        Assert.Equal(1, Do(sent, new Answer("迟了", ["aa"]), Platform, sent.Deadline!.DueAt.AddHours(1)).Late);
    }

    [Theory]
    [InlineData("2026-03-01", "due-on")]
    [InlineData("2027-03-03", "due-on")]
    [InlineData("2026-03-06", null)]
    public void A_date_is_the_end_of_office_hours_of_that_day_neither_past_nor_far_off(string day, string? refusal)
    {
        var dated = Body with { DueOn = DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) };
        Assert.Equal(refusal, Decider.Decide(null, new Draft(dated), Author, At).Refusal?.Code);
        if (refusal is null)
            Assert.Equal(BusinessCalendar.Default.EndOf(dated.DueOn!.Value), Sent(dated).Deadline!.DueAt);
    }

    [Theory]
    [InlineData(NoticeKind.Suspend, null, "catering", "x", "x", "x", "notice-field")]
    [InlineData(NoticeKind.Guidance, null, "catering", "x", "x", "x", null)]
    [InlineData(NoticeKind.Rectify, "p1", "nowhere", "x", "x", "x", "notice-field")]
    [InlineData(NoticeKind.Rectify, "p1", "catering", " ", "x", "x", "notice-field")]
    [InlineData(NoticeKind.Rectify, "p1", "catering", "x", "", "x", "notice-field")]
    [InlineData(NoticeKind.Rectify, "p1", "catering", "x", "x", "", "notice-field")]
    public void A_draft_says_what_was_found_the_rules_and_what_is_asked(NoticeKind kind, string? premises, string line, string facts, string basis, string demand, string? refusal) =>
        Assert.Equal(refusal, Decider.Decide(null, new Draft(new(kind, "meituan", premises, null, line, facts, basis, demand)), Author, At).Refusal?.Code);

    [Fact]
    public void An_order_that_was_sent_can_not_be_taken_back_and_an_answer_needs_evidence_of_the_right_platform()
    {
        Assert.Equal("notice-stage", Refused(Sent(Body with { Kind = NoticeKind.Suspend }), new Withdraw("写错"), Author));
        Assert.Equal(NoticeStage.Withdrawn, Do(Sent(), new Withdraw("写错"), Author).Stage);
        Assert.Equal("evidence-missing", Refused(Sent(), new Answer("已处置", []), Platform));
        Assert.Equal("not-for-role", Refused(Sent(), new Answer("已处置", ["aa"]), Platform with { Platform = "eleme" }));
        Assert.Equal("changed-since", Refused(Sent(), new Answer("已处置", ["aa"]) { ExpectedVersion = 1 }, Platform));
    }

    /// <summary>Every stage x command x role in one table: when a change is meant, copy <c>notices.tsv.actual</c> beside the test program over it.</summary>
    [Fact]
    public void Every_stage_command_and_role_gives_what_the_golden_table_says()
    {
        NoticeCommand[] commands = [new Draft(Body), new Submit(), new Approve(), new Return("x"), new Withdraw("x"), new Answer("x", ["aa"]), new Accept("x"), new Reject("x"), new Tick()];
        var draft = Do(null, new Draft(Body), Author);
        var answered = Do(Sent(), new Answer("x", ["aa"]), Platform);
        (string Name, NoticeState? State)[] stages =
        [
            ("(none)", null), ("draft", draft), ("in-review", Do(draft, new Submit(), Author)), ("sent", Sent()), ("answered", answered),
            ("settled", Do(answered, new Accept("x"), Author)), ("withdrawn", Do(draft, new Withdraw("x"), Author)),
        ];
        var table = new StringBuilder("stage\tcommand").AppendJoin("", Enum.GetValues<Role>().Select(r => "\t" + r.Word())).Append('\n');
        foreach (var (name, state) in stages)
            foreach (var command in commands)
            {
                table.Append(name).Append('\t').Append(command.GetType().Name);
                foreach (var role in Enum.GetValues<Role>())
                    table.Append('\t').Append(Decider.Decide(state, command, new("x", "x", role) { Platform = "meituan" }, At) is var d && d.Refusal is { } no
                        ? "! " + no.Code : string.Join('+', d.Events.Select(e => e.GetType().Name)));
                table.Append('\n');
            }

        var golden = Path.Combine(AppContext.BaseDirectory, "Platforms", "notices.tsv");
        File.WriteAllText(golden + ".actual", table.ToString());
        Assert.Equal(File.ReadAllText(golden), table.ToString());
    }

    private static NoticeState Sent(NoticeDraft? body = null) => Do(Do(Do(null, new Draft(body ?? Body), Author), new Submit(), Author), new Approve(), Reviewer);

    private static NoticeState Do(NoticeState? state, NoticeCommand command, Actor actor, DateTimeOffset? now = null)
    {
        var decision = Decider.Decide(state, command, actor, now ?? At);
        Assert.Null(decision.Refusal?.Sentence);
        return decision.Events.Aggregate(state, NoticeState.Evolve)!;
    }

    private static string? Refused(NoticeState state, NoticeCommand command, Actor actor) => Decider.Decide(state, command, actor, At).Refusal?.Code;
}
