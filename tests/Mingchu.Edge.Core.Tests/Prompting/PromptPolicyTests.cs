using Mingchu.Contracts.Hazards;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Calendars;
using Mingchu.Edge.Core.Prompting;
using Mingchu.Edge.Core.Rules;

namespace Mingchu.Edge.Core.Tests.Prompting;

[Trait("row", "A6")]
public sealed class PromptPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 4, 0, 0, TimeSpan.Zero);
    private static readonly DateTime Noon = new(2026, 1, 31, 12, 0, 0), Night = new(2026, 1, 31, 23, 0, 0);

    private static readonly PromptPolicy Policy = new(
    [
        new(["no-cap", "no-mask"], PromptLight.Amber, PromptSound.Chime, TimeSpan.FromSeconds(30)),
        new(["gas", "no-cap"], PromptLight.Red, PromptSound.Alarm, TimeSpan.FromMinutes(5)) { Always = true },
    ])
    {
        Quiet = new([new(Shift.EveryDay, new(22, 0), new(6, 0))]),
    };

    private static AlertChange Change(string hazard, AlertPhase phase, string? sensor = null) =>
        new(phase, phase == AlertPhase.Raised ? 0 : 1, hazard, sensor ?? "stove", null, Verdict.Violation, 1, Now, Now, null, []) { Sensor = sensor };

    [Fact]
    public void A_begin_lights_up_and_says_what_and_where_in_both_languages()
    {
        var prompt = Policy.For(Change("no-cap", AlertPhase.Raised), "a1", "热菜间", Now, Noon)!;
        Assert.Equal(new("a1", true, "no-cap", PromptLight.Amber, PromptSound.Chime, new("热菜间：未戴厨师帽", "热菜间: No cap"), Now.AddSeconds(30), "stove"), prompt);
    }

    [Theory]
    [InlineData(AlertPhase.Cleared)]
    [InlineData(AlertPhase.Cancelled)]
    public void An_end_puts_all_off(AlertPhase phase)
    {
        var prompt = Policy.For(Change("gas", phase, "range"), "a1", "燃气", Now, Night)!;
        Assert.Equal((false, PromptLight.Off, PromptSound.None, Now, (string?)null, "range"), (prompt.Active, prompt.Light, prompt.Sound, prompt.Until, prompt.Camera, prompt.Sensor));
    }

    [Fact]
    public void In_quiet_hours_only_what_always_sounds_does()
    {
        Assert.Equal((PromptLight.Amber, PromptSound.None), Lit("no-mask", Night));
        Assert.Equal((PromptLight.Red, PromptSound.Alarm), Lit("gas", Night));
        Assert.Equal((PromptLight.Amber, PromptSound.Chime), Lit("no-mask", Noon));

        static (PromptLight, PromptSound) Lit(string hazard, DateTime local) =>
            Policy.For(Change(hazard, AlertPhase.Raised), "a", "x", Now, local) is { } p ? (p.Light, p.Sound) : default;
    }

    [Fact]
    public void News_of_an_open_alert_and_hazards_that_no_rule_names_prompt_nothing()
    {
        Assert.Null(Policy.For(Change("no-cap", AlertPhase.Updated), "a", "x", Now, Noon));
        Assert.All(HazardList.Current.Hazards.Where(h => h.Code is not ("no-cap" or "no-mask" or "gas")), h =>
            Assert.Null(Policy.For(Change(h.Code, AlertPhase.Raised), "a", "x", Now, Noon)));
    }
}
