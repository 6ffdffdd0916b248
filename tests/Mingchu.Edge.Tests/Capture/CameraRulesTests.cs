using Mingchu.Contracts.Hazards;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Clock;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Tests.Support;

namespace Mingchu.Edge.Tests.Capture;

[Trait("row", "A1")]
public sealed class CameraRulesTests
{
    [Fact]
    public void A_camera_gone_for_the_dwell_time_is_an_alert_until_it_is_back_for_the_clear_time()
    {
        var rules = new CameraRules("stove", [new("camera-offline") { Dwell = TimeSpan.FromSeconds(10), Clear = TimeSpan.FromSeconds(3) }]);
        var offline = new CameraStatus("stove", CameraState.Offline, Some.At, CameraReasons.Refused, null);
        var online = new CameraStatus("stove", CameraState.Online, Some.At.AddSeconds(15), null, null);
        var changes = Enumerable.Range(0, 30).SelectMany(s => rules.Step(s < 15 ? offline : online, null, Some.At.AddSeconds(s))).ToList();
        Assert.Equal([(AlertPhase.Raised, 0), (AlertPhase.Cleared, 1)], changes.Select(c => (c.Phase, c.Sequence)));
        Assert.Equal((Some.At, Some.At.AddSeconds(10)), (changes[0].StartedAt, changes[0].RaisedAt));
        Assert.Equal(Some.At.AddSeconds(14), changes[1].EndedAt);
        Assert.All(changes, c => Assert.Equal(Some.At, c.StartedAt));
    }

    [Fact]
    public void The_hazards_that_the_list_says_are_states_of_a_camera_are_these() =>
        Assert.Equal(HazardList.Current.Hazards.Where(h => h.SeenBy is "capture" or "sight" or "clock").Select(h => h.Code).Order(), CameraRules.Hazards.Order());

    [Fact]
    public void The_settings_of_a_camera_go_over_those_of_the_box_value_by_value()
    {
        RuleSettings box = new("camera-offline") { Dwell = TimeSpan.FromSeconds(10), Enabled = false }, camera = new("camera-offline") { Enabled = true };
        var rules = new CameraRules("stove", [box, new("camera-frozen") { Enabled = false }, camera]);
        Assert.Equal(["camera-offline"], rules.Watching.Where(h => h is "camera-offline" or "camera-frozen"));
        var offline = new CameraStatus("stove", CameraState.Offline, Some.At, null, null);
        Assert.Empty(rules.Step(offline, null, Some.At.AddSeconds(9)));
        Assert.Single(rules.Step(offline, null, Some.At.AddSeconds(10)));
    }

    [Fact]
    public void A_rule_switched_off_says_nothing()
    {
        var rules = new CameraRules("stove", [new("camera-offline") { Enabled = false }]);
        Assert.Empty(rules.Step(new("stove", CameraState.Offline, Some.At, null, null), null, Some.At.AddHours(1)));
    }

    [Fact]
    public void A_clock_that_is_off_for_the_dwell_time_is_an_alert_until_it_is_right_again()
    {
        var rules = new CameraRules("stove", [new("clock-drift") { Dwell = TimeSpan.FromSeconds(10), Clear = TimeSpan.FromSeconds(3) }]);
        var online = new CameraStatus("stove", CameraState.Online, Some.At, null, null);
        ClockReading off = new(TimeSpan.FromHours(3), Some.At), right = new(TimeSpan.Zero, null);
        var changes = Enumerable.Range(0, 30).SelectMany(s => rules.Step(online, s < 15 ? off : right, Some.At.AddSeconds(s))).ToList();
        Assert.Equal([("clock-drift", AlertPhase.Raised), ("clock-drift", AlertPhase.Cleared)], changes.Select(c => (c.Hazard, c.Phase)));
        Assert.Empty(rules.Step(online, null, Some.At.AddHours(1)));
    }
}
