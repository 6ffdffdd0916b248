using System.Globalization;
using Mingchu.Collector.Core.Patrols;

namespace Mingchu.Collector.Core.Tests.Patrols;

[Trait("row", "D1")]
public sealed class CheckListTests
{
    private static readonly CheckList List = CheckLists.Default.Find("merchant")!;

    [Theory]
    [InlineData("merchant", CheckSubject.Premises, 7)]
    [InlineData("platform", CheckSubject.Platform, 7)]
    [InlineData("items", CheckSubject.Premises, 12)]
    public void The_lists_of_the_papers_are_built_in_in_both_languages(string id, CheckSubject subject, int points)
    {
        var list = CheckLists.Default.Find(id)!;
        Assert.Equal((1, subject, points), (list.Version, list.For, list.Points.Count));
        Assert.All(list.Points, p => Assert.True(p.Text.Zh.Any(c => c > '一') && p.Text.En.All(c => c < '一')));
    }

    [Fact]
    public void The_newest_version_is_current_and_older_ones_stay_readable()
    {
        var lists = new CheckLists([List, List with { Version = 3 }, List with { Version = 2 }]);
        Assert.Equal([3], lists.Current.Select(l => l.Version));
        Assert.Equal((3, 2), (lists.Find("merchant")!.Version, lists.Find("merchant", 2)!.Version));
        Assert.Null(lists.Find("merchant", 4));
        Assert.Equal(CheckListFile.Write(List), CheckListFile.Write(CheckListFile.Read(CheckListFile.Write(List))));
    }

    [Fact]
    public void Every_error_of_a_file_is_told_with_its_place()
    {
        var (lists, errors) = CheckListFile.Parse("""
            {"lists": [{"id": "A", "version": 0, "for": "premises", "title": {"zh": "", "en": "x"}, "points": [
              {"id": "1", "hazard": "dragons", "text": {"zh": "x", "en": "x"}}, {"id": "1", "hazard": "rodent", "text": {"zh": "x", "en": "x"}}]},
              {"id": "A", "version": 0, "for": "premises", "title": {"zh": "x", "en": "x"}, "points": []}]}
            """);
        Assert.Null(lists);
        foreach (var place in (string[])["lists[0].id:", "lists[0].version:", "lists[0].title:", "lists[0].points[0].hazard:", "lists[0].points[1].id:", "lists[1].points:", "lists: version 0 of 'A'"])
            Assert.Contains(errors, e => e.StartsWith(place, StringComparison.Ordinal));
        Assert.Contains(CheckListFile.Parse("""{"lists": [{"id": "a", "colour": 1}]}""").Errors, e => e.Contains("colour", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_point_is_answered_once()
    {
        var answers = List.Points.Select(p => new PointAnswer(p.Id, Answer.Pass)).ToList();
        Assert.Empty(Filling.Faults(List, answers));
        Assert.Equal(["check.unanswered 1", "check.twice 2", "check.long 2", "check.unknown 9"],
            Filling.Faults(List, [.. answers.Skip(1), new("2", Answer.Fail, new('x', Filling.MaxNote + 1)), new("9", Answer.Pass)])
                .Select(f => $"{f.Code} {f.Values[0]}"));
    }

    [Fact]
    public void A_failed_point_says_list_point_and_note_and_fits_into_a_lead()
    {
        var text = Filling.Text(List, List.Points[1], " 没有证 ", CultureInfo.GetCultureInfo("zh-CN"), 4000);
        Assert.StartsWith("入网餐饮服务提供者检查（7 项） 2. 是否有实体门店", text, StringComparison.Ordinal);
        Assert.EndsWith("\n没有证", text, StringComparison.Ordinal);
        Assert.Equal(10, Filling.Text(List, List.Points[1], "", CultureInfo.InvariantCulture, 10).Length);
    }
}
