using Mingchu.Edge.Core.Rules;

namespace Mingchu.Edge.Core.Tests.Rules.Conditions;

/// <summary>People by zone and hours; the hours are 8 to 20.</summary>
[Trait("row", "A3")]
public sealed class CalendarTests
{
    private static Scene At(int? hour, params string[] head) => At(hour, there: true, head);

    private static Scene At(int? hour, bool there, params string[] head) =>
        new(there ? [Some.Head(head)] : []) { LocalTime = hour is { } h ? Some.At12.Date.AddHours(h) : null };

    [Theory]
    [InlineData(7, true, 'v')]
    [InlineData(8, true, 'c')]
    [InlineData(19, true, 'c')]
    [InlineData(20, true, 'v')]
    [InlineData(22, false, '-')]
    [InlineData(null, true, 'u')]
    [InlineData(null, false, '-')]
    public void Somebody_outside_the_opening_hours_is_after_hours(int? hour, bool there, char expected) =>
        Assert.Equal(expected, Some.Letter(Some.Judge(Some.RuleOf("after-hours", hours: Some.Day), At(hour, there)).Verdict));

    [Theory]
    [InlineData(12, false, 'v')]
    [InlineData(12, true, 'c')]
    [InlineData(22, false, '-')]
    [InlineData(22, true, '-')]
    [InlineData(null, false, 'u')]
    [InlineData(null, true, 'c')]
    public void Nobody_at_the_post_in_duty_hours_is_absent(int? hour, bool there, char expected)
    {
        var sighting = Some.Judge(Some.RuleOf("absent", Some.Left, Some.Day), At(hour, there));
        Assert.Equal(expected, Some.Letter(sighting.Verdict));
        Assert.Equal(expected == 'v' ? [new("nobody", Some.Left.Area.Bounds, 1)] : [], sighting.Boxes.Select(b => (b.Label, b.Box, b.Score)));
    }

    [Theory]
    [InlineData("head", 0.25f, true, 'c')]
    [InlineData("head", 0.25f, false, 'c')] // lost sight of a moment ago
    [InlineData("hand", 0.25f, true, 'c')]
    [InlineData("glove", 0.25f, true, 'c')]
    [InlineData("head", 0.75f, true, 'v')] // elsewhere
    [InlineData("cat-or-dog", 0.25f, true, 'v')]
    public void Any_part_of_a_person_in_the_zone_is_somebody_at_the_post(string type, float x, bool visible, char expected) =>
        Assert.Equal(expected, Some.Letter(Some.Judge(Some.RuleOf("absent", Some.Left, Some.Day), new([Some.Thing(type, x, visible: visible)]) { LocalTime = Some.At12 }).Verdict));

    [Theory]
    [InlineData(false, false, 12, "clothes=work-wear", 'v')] // closed zone
    [InlineData(false, false, null, "clothes=work-wear", 'v')]
    [InlineData(false, true, 12, "clothes=street", 'c')] // zone with hours
    [InlineData(false, true, 22, "clothes=work-wear", 'v')]
    [InlineData(false, true, null, "clothes=work-wear", 'u')]
    [InlineData(true, false, 22, "clothes=work-wear", 'c')] // zone for staff
    [InlineData(true, false, 22, "clothes=street", 'v')]
    [InlineData(true, false, 22, "clothes=?", 'u')]
    [InlineData(true, false, 22, "cap=worn", 'u')]
    [InlineData(true, false, 22, "uniform=other", 'v')]
    [InlineData(true, true, 12, "clothes=work-wear", 'c')] // zone for staff with hours
    [InlineData(true, true, 12, "clothes=street", 'v')]
    [InlineData(true, true, 22, "clothes=work-wear", 'v')]
    public void Who_may_not_be_in_a_zone_is_an_intruder(bool staffOnly, bool hours, int? hour, string head, char expected)
    {
        var zone = Some.Left with { StaffOnly = staffOnly, Hours = hours ? Some.Day : null };
        Assert.Equal(expected, Some.Letter(Some.Judge(Some.RuleOf("intruder", zone), At(hour, head)).Verdict));
    }

    [Fact]
    public void Outside_the_zone_nobody_intrudes()
    {
        Assert.Null(Some.Judge(Some.RuleOf("intruder", Some.Left), new([Some.Thing("head", 0.75f)])).Verdict);
        Assert.Null(Some.Judge(Some.RuleOf("intruder", Some.Left), Scene.Empty).Verdict);
    }
}
