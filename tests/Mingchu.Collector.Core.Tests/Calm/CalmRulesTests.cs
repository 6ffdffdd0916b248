using Mingchu.Collector.Core.Calm;

namespace Mingchu.Collector.Core.Tests.Calm;

/// <summary>What makes no noise, and why.</summary>
public sealed class CalmRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 15, 30, 0, TimeSpan.Zero); // 23:30 in China

    private static readonly CalmPolicy Policy = new("test", true, new(6, 3, 60, 30, [3]), [new(["merchant"], new(23, 0), new(6, 0), [3])]);

    private static readonly Noise Noise = new("platform", "p1", "no-cap", "staff", 1, ["box-1/stove"],
        new Dictionary<string, (DateTimeOffset, string)>(), null, true);

    [Fact]
    public void An_ordinary_notice_is_told() => Assert.IsType<Ruling.Tell>(Judge(Noise));

    [Fact]
    public void A_blocked_camera_mutes_what_it_reports_but_not_its_own_trouble_or_what_another_camera_saw()
    {
        var blind = Noise with { Blind = new Dictionary<string, (DateTimeOffset, string)> { ["box-1/stove"] = (Now.AddHours(-1), "blocked") } };
        Assert.Equal("摄像头box-1/stove自 03-02 22:30 起画面异常（遮挡），其告警不提醒。", Assert.IsType<Ruling.Mute>(Judge(blind)).Because.In(new("zh-CN")));
        Assert.IsType<Ruling.Tell>(Judge(blind with { Hazard = "camera-blocked", Group = "camera" }));
        Assert.IsType<Ruling.Tell>(Judge(blind with { Cameras = ["box-1/stove", "box-1/door"] }));
    }

    [Fact]
    public void A_silence_mutes_what_it_fits_until_it_ends()
    {
        var silence = new Silence(Guid.Empty, "p1", null, "box-1/stove", "张三", "装修", Now.AddMinutes(-1), Now.AddHours(1));
        Assert.Contains("装修", Assert.IsType<Ruling.Mute>(Judge(Noise, silence)).Because.In(new("en")), StringComparison.Ordinal);
        Assert.IsType<Ruling.Tell>(Judge(Noise with { PremisesId = "p2" }, silence));
        Assert.IsType<Ruling.Tell>(Judge(Noise with { Cameras = [] }, silence));
        Assert.IsType<Ruling.Tell>(Judge(Noise, silence with { EndsAt = Now }));
    }

    [Fact]
    public void A_matter_that_flaps_is_not_told_each_time_but_the_gravest_grade_is_and_the_reason_says_until_when()
    {
        var flapping = Noise with { Flap = new(Now.AddMinutes(-40), 7) };
        Assert.Equal("“未戴厨师帽”自 03-02 22:50 起反复出现又消失（60 分钟内 7 次），按同一件处理，不再逐次提醒；60 分钟内少于 3 次并持续 30 分钟后恢复提醒。",
            Assert.IsType<Ruling.Mute>(Judge(flapping)).Because.In(new("zh-CN")));
        Assert.IsType<Ruling.Tell>(Judge(flapping with { Grade = 3 }));
        Assert.IsType<Ruling.Tell>(CalmRules.Judge(Policy with { Flapping = null }, TimeSpan.Zero, [], flapping, Now));
    }

    [Theory]
    [InlineData("merchant", 1, "2026-03-02T22:00:00Z")]
    [InlineData("merchant", 3, null)]
    [InlineData("platform", 1, null)]
    public void Quiet_hours_put_off_until_they_end(string audience, int grade, string? until) =>
        Assert.Equal(until, (Judge(Noise with { Audience = audience, Grade = grade }) as Ruling.Wait)?.Until.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Deadlines_and_steps_of_people_are_never_muted() =>
        Assert.IsType<Ruling.Tell>(Judge(Noise with { Routine = false, Flap = new(Now, 100), Audience = "merchant" }));

    private static Ruling Judge(Noise noise, params Silence[] silences) => CalmRules.Judge(Policy, TimeSpan.FromHours(8), silences, noise, Now);
}
