using Mingchu.Edge.Config;
using Mingchu.Edge.Tests.Support;

namespace Mingchu.Edge.Tests.Config;

[Trait("row", "A5")]
public sealed class SensorReaderTests : IDisposable
{
    private readonly TempFolder folder = new();

    public SensorReaderTests()
    {
        folder.Write("token", "secret\n");
        Directory.CreateDirectory(folder["models"]);
    }

    public void Dispose() => folder.Dispose();

    private ConfigResult Read(string sensors, string local = "local: {mqtt: \"mqtt://127.0.0.1:1883\", user: box-1, passwordFile: token}") => ConfigReader.Read($$"""
        device: box-1
        collector: {mqtt: "mqtt://h", evidence: "http://h", tokenFile: token}
        data: data
        models: models
        cameras: [{id: stove, url: "rtsp://h/1"}]
        {{local}}
        sensors:
        {{sensors}}
        """, folder.Path, _ => null);

    [Fact]
    public void Sensors_have_thresholds_in_their_unit_and_wait_for_readings_unasked()
    {
        var (config, errors) = Read("""
              - {id: store, name: 冷库, kind: temperature, rules: [{hazard: temperature-high, above: 8, hysteresis: 1, dwell: 10m}, {hazard: reading-missing, dwell: 1h}]}
              - {id: door, kind: door, rules: [{hazard: door-open, dwell: 90s}]}
              - {id: gas, kind: gas, unit: percent-lel, rules: [{hazard: gas, above: 20}, {hazard: reading-missing, enabled: false}]}
              - {id: smoke, kind: smoke}
            """);
        Assert.Empty(errors);
        Assert.Equal(
            ["store celsius temperature-high>8~1/600,reading-missing/3600", "door state door-open>0.5~0/90,reading-missing/600", "gas percent-lel gas>20~0/2", "smoke state fire-smoke>0.5~0/2,reading-missing/600"],
            config!.Sensors.Select(s => FormattableString.Invariant($"{s.Id} {s.Unit.Name} {string.Join(',', s.Rules.Select(r => FormattableString.Invariant($"{r.Hazard}{(r.Above is { } a ? FormattableString.Invariant($">{a}~{r.Hysteresis}") : "")}/{r.Dwell.TotalSeconds}")))}")));
        Assert.Equal(TimeSpan.FromHours(1), config.Sensors[0].StaleAfter);
    }

    [Theory]
    [InlineData("{id: stove, kind: door}", "sensors[0].id: 'stove' is used by another sensor or a camera")]
    [InlineData("{id: a, kind: magic}", "sensors[0].kind: 'magic' is not a kind of sensor; known: temperature")]
    [InlineData("{id: a, kind: door, unit: celsius}", "sensors[0].unit: 'celsius' is not a unit of door; it has state")]
    [InlineData("{id: a, kind: door, rules: [{hazard: gas}]}", "sensors[0].rules[0].hazard: a sensor of door does not show 'gas'; it shows door-open, reading-missing")]
    [InlineData("{id: a, kind: door, rules: [{hazard: no-cap}]}", "sensors[0].rules[0].hazard: 'no-cap' is no hazard that sensors show")]
    [InlineData("{id: a, kind: temperature, rules: [{hazard: temperature-high}]}", "sensors[0].rules[0].hazard: 'temperature-high' needs a threshold in celsius: above")]
    [InlineData("{id: a, kind: temperature, rules: [{hazard: temperature-high, above: .nan}]}", "sensors[0].rules[0].above: '.nan' is not a number from -100 to 600")]
    [InlineData("{id: a, kind: temperature, rules: [{hazard: temperature-high, below: 3}]}", "sensors[0].rules[0].below: is not known here")]
    [InlineData("{id: a, kind: humidity, rules: [{hazard: humidity, above: 20, below: 30}]}", "sensors[0].rules[0].above: must be more than below")]
    [InlineData("{id: a, kind: smoke, rules: [{hazard: fire-smoke, above: 1}]}", "sensors[0].rules[0].above: is not known here")]
    public void Each_error_names_its_place(string sensor, string expected)
    {
        var (config, errors) = Read("  - " + sensor);
        Assert.Null(config);
        Assert.Contains(errors, e => e.ToString().Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Sensors_without_a_broker_of_the_kitchen_are_an_error() =>
        Assert.Contains(Read("  - {id: a, kind: door}", "").Errors, e => e.Path == "sensors" && e.Message.Contains("add local", StringComparison.Ordinal));
}
