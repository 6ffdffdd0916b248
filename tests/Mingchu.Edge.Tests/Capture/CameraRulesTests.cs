using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
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
        var changes = Enumerable.Range(0, 30).SelectMany(s => rules.Step(s < 15 ? offline : online, Some.At.AddSeconds(s))).ToList();
        Assert.Equal([(AlertPhase.Raised, 0), (AlertPhase.Cleared, 1)], changes.Select(c => (c.Phase, c.Sequence)));
        Assert.Equal((Some.At, Some.At.AddSeconds(10)), (changes[0].StartedAt, changes[0].RaisedAt));
        Assert.Equal(Some.At.AddSeconds(14), changes[1].EndedAt);
        Assert.All(changes, c => Assert.Equal(Some.At, c.StartedAt));
    }

    [Fact]
    public void A_rule_switched_off_says_nothing()
    {
        var rules = new CameraRules("stove", [new("camera-offline") { Enabled = false }]);
        Assert.Empty(rules.Step(new("stove", CameraState.Offline, Some.At, null, null), Some.At.AddHours(1)));
    }
}
