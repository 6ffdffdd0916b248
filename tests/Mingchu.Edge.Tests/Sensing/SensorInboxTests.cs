using System.Globalization;
using System.Text;
using Mingchu.Edge.Core.Sensing;
using Mingchu.Edge.Sensing;
using Mingchu.Edge.Tests.Support;
using Prometheus;

namespace Mingchu.Edge.Tests.Sensing;

[Trait("row", "A5")]
public sealed class SensorInboxTests
{
    private readonly LogLines log = new();
    private readonly SensorInbox inbox;

    public SensorInboxTests() => inbox = new("box-1", [new("store", "冷库", SensorKind.Find("temperature")!, SensorUnit.Celsius, [])], TimeProvider.System, Metrics.NewCustomRegistry(), log.Logger);

    private static string At(int seconds = 0) => DateTimeOffset.UtcNow.AddSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static string Message(string readings, string sensor = "store", string unit = "celsius", string type = "mc.sensor-readings.v1") =>
        $$"""{"specversion":"1.0","id":"a/1","source":"gateway/1","type":"{{type}}","time":"{{At()}}","data":{"sensor":"{{sensor}}","unit":"{{unit}}","readings":[{{readings}}] } }""";

    private static string Reading(string value = "4.5", string? at = null) => $$"""{"value":{{value}},"at":"{{at ?? At()}}"}""";

    private string? Take(string message, string topic = "mc/v1/box-1/sensors/store") => inbox.Take(topic, new(Encoding.UTF8.GetBytes(message)));

    public static TheoryData<string, string, string> Hostile => new()
    {
        { "", "mc/v1/box-1/sensors/store", "invalid" },
        { "21.5", "mc/v1/box-1/sensors/store", "invalid" },
        { "null", "mc/v1/box-1/sensors/store", "invalid" },
        { new string('[', 5000), "mc/v1/box-1/sensors/store", "invalid" },
        { "{\"data\":null}", "mc/v1/box-1/sensors/store", "invalid" },
        { Message("null"), "mc/v1/box-1/sensors/store", "out-of-range" },
        { Message(Reading("NaN")), "mc/v1/box-1/sensors/store", "invalid" },
        { Message(Reading("\"NaN\"")), "mc/v1/box-1/sensors/store", "invalid" },
        { Message(Reading("1e999")), "mc/v1/box-1/sensors/store", "out-of-range" },
        { Message(Reading("-300")), "mc/v1/box-1/sensors/store", "out-of-range" },
        { Message(Reading("4", "2026-01-31T08:15:30")), "mc/v1/box-1/sensors/store", "invalid" },
        { Message(Reading("4", At(900))), "mc/v1/box-1/sensors/store", "future-time" },
        { Message(Reading("4", At(-900))), "mc/v1/box-1/sensors/store", "past-time" },
        { Message(Reading("4", "0001-01-01T00:00:00Z")), "mc/v1/box-1/sensors/store", "past-time" },
        { Message(Reading(), unit: "fahrenheit"), "mc/v1/box-1/sensors/store", "wrong-unit" },
        { Message(Reading(), sensor: "other"), "mc/v1/box-1/sensors/store", "wrong-sensor" },
        { Message(Reading(), type: "mc.alert.v1"), "mc/v1/box-1/sensors/store", "unknown-type" },
        { Message(""), "mc/v1/box-1/sensors/store", "count" },
        { Message(string.Join(',', Enumerable.Repeat(Reading(), 101))), "mc/v1/box-1/sensors/store", "count" },
        { Message(Reading(), unit: new string('x', 20_000)), "mc/v1/box-1/sensors/store", "oversized" },
        { Message(Reading()), "mc/v1/box-1/sensors/nobody", "unknown-sensor" },
        { Message(Reading()), "mc/v1/box-2/sensors/store", "unknown-sensor" },
        { Message(Reading()), "mc/v1/box-1/sensors/store/x", "unknown-sensor" },
        { Message(Reading()), "garbage", "unknown-sensor" },
    };

    [Theory]
    [MemberData(nameof(Hostile), DisableDiscoveryEnumeration = true)]
    public void What_can_not_be_used_is_refused_told_once_and_the_next_good_one_is_taken(string message, string topic, string reason)
    {
        Assert.Equal(reason, Take(message, topic));
        Assert.Equal(reason, Take(message, topic));
        Assert.Empty(inbox.Drain());
        Assert.Single(log.All.Split('\n'), line => line.Contains(reason, StringComparison.Ordinal));
        Assert.Null(Take(Message(Reading())));
        Assert.Equal(4.5, Assert.Single(inbox.Drain()).Reading.Value);
    }

    [Fact]
    public void Any_damage_to_a_message_is_refused_or_harmless()
    {
        var good = Message(Reading());
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Int[0, 5], Gen.String[Gen.Char, 0, 4]).Sample((at, cut, junk) =>
        {
            Take(good[..at] + junk + good[Math.Min(good.Length, at + cut)..]);
            Assert.All(inbox.Drain(), r => Assert.True(SensorUnit.Celsius.Allows(r.Reading.Value)));
        }, iter: 3000, threads: 1);
    }

    [Fact]
    public void A_flood_is_bounded()
    {
        var hundred = Message(string.Join(',', Enumerable.Repeat(Reading(), 100)));
        for (var i = 0; i < 20; i++)
            Take(hundred);
        Assert.Equal(1000, inbox.Drain().Count);
        Assert.Empty(inbox.Drain());
    }
}
