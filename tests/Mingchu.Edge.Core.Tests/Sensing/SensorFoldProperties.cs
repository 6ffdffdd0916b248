using Mingchu.Contracts.Hazards;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Core.Sensing;

namespace Mingchu.Edge.Core.Tests.Sensing;

/// <summary>What holds for every story of readings, of every kind of sensor, with any clock.</summary>
[Trait("row", "A5")]
public sealed class SensorFoldProperties
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly Sensor[] Sensors = [.. SensorKind.All.SelectMany(kind => kind.Units.Select(unit =>
        new Sensor("s", "s", kind, unit, [.. kind.Hazards.Append(SensorKind.Missing).Select(h => Rule(h, unit))]) { StaleAfter = TimeSpan.FromSeconds(20) }))];

    private static readonly Gen<Sensor> Any = Gen.Int[0, Sensors.Length - 1].Select(i => Sensors[i]);

    /// <summary>Runs of a value (as a share of the unit's range; none: silence), each some steps long, with steps of a second and the odd jump of the clock.</summary>
    private static readonly Gen<(double? Share, int Steps, int Jump)[]> Story = Gen.Select(
        Gen.Frequency((4, Gen.Double[0, 1].Select(d => (double?)d)), (2, Gen.Const((double?)1)), (2, Gen.Const((double?)0)), (1, Gen.Const((double?)null))),
        Gen.Int[1, 40],
        Gen.Frequency((6, Gen.Const(0)), (1, Gen.Int[-4000, 4000])),
        (share, steps, jump) => (share, steps, jump)).Array[1, 12];

    private static SensorRule Rule(string hazard, SensorUnit unit) => new(hazard, TimeSpan.FromSeconds(hazard == SensorKind.Missing ? 20 : 8), TimeSpan.FromSeconds(5))
    {
        Above = hazard is SensorKind.Missing or "temperature-low" ? null : unit.Lowest + ((unit.Highest - unit.Lowest) * 0.6),
        Below = hazard is "temperature-low" or "humidity" ? unit.Lowest + ((unit.Highest - unit.Lowest) * 0.3) : null,
        Hysteresis = unit == SensorUnit.State ? 0 : (unit.Highest - unit.Lowest) * 0.05,
    };

    private static List<(AlertChange Change, int Step)> Run(Sensor sensor, (double? Share, int Steps, int Jump)[] story, bool jumps = true)
    {
        var (state, now, all, at) = (SensorState.Start(sensor), Noon, new List<(AlertChange, int)>(), 0);
        foreach (var (share, steps, jump) in story)
        {
            now = now.AddSeconds(jumps ? jump : 0);
            for (var i = 0; i < steps; i++, at++)
            {
                now = now.AddSeconds(1);
                double? value = share is not { } part ? null : sensor.Unit == SensorUnit.State ? Math.Round(part) : sensor.Unit.Lowest + (part * (sensor.Unit.Highest - sensor.Unit.Lowest));
                (state, var changes) = SensorFold.Step(state, sensor, value, now);
                all.AddRange(changes.Select(c => (c, at)));
            }
        }
        return all;
    }

    [Fact]
    public void Every_hazard_that_the_list_says_sensors_show_is_shown_and_no_other() =>
        Assert.Equal(HazardList.Current.Hazards.Where(h => h.SeenBy.Split(", ").Contains("sensor")).Select(h => h.Code),
            HazardList.Current.Hazards.Where(h => SensorKind.Knows(h.Code)).Select(h => h.Code));

    [Fact]
    public void Each_alert_is_raised_once_goes_on_in_order_and_ends_before_the_next_whatever_the_clock_does() =>
        Gen.Select(Any, Story).Sample((sensor, story) =>
        {
            foreach (var rule in Run(sensor, story).GroupBy(c => c.Change.Hazard))
            {
                AlertChange? open = null;
                var starts = new HashSet<DateTimeOffset>();
                foreach (var (change, _) in rule)
                {
                    Assert.Equal(open is null, change.Phase == AlertPhase.Raised);
                    Assert.Equal(open is null ? 0 : open.Sequence + 1, change.Sequence);
                    if (open is null)
                        Assert.True(starts.Add(change.StartedAt), "two alerts share a start, and so an id");
                    Assert.True(change.EndedAt is null || change.EndedAt >= change.StartedAt);
                    open = change.Phase is AlertPhase.Cleared or AlertPhase.Cancelled ? null : change;
                }
            }
        }, iter: 400);

    [Fact]
    public void No_jump_of_the_clock_raises_or_clears_anything() =>
        Gen.Select(Any, Story.Where(s => s.All(r => r.Jump == 0 || Math.Abs(r.Jump) > 11))).Sample((sensor, story) =>
        {
            // A jump counts nothing, so what happens comes at most as many steps later as there were jumps, never sooner.
            var jumps = story.Count(r => r.Jump != 0);
            var still = Run(sensor, story, jumps: false).Where(c => c.Change.Phase == AlertPhase.Raised).Select(c => (c.Change.Hazard, c.Step)).ToList();
            foreach (var (change, step) in Run(sensor, story).Where(c => c.Change.Phase == AlertPhase.Raised))
                Assert.Contains(still, s => s.Hazard == change.Hazard && step >= s.Step && step - s.Step <= (jumps + 1) * 2);
        }, iter: 300);

    [Fact]
    public void Nothing_is_raised_within_the_threshold_and_a_lasting_violation_always_is() =>
        Gen.Select(Any.Where(s => s.Unit != SensorUnit.State), Gen.Double[0.31, 0.59], Gen.Double[0.61, 1], Gen.Int[9, 60]).Sample((sensor, good, bad, steps) =>
        {
            Assert.Empty(Run(sensor, [(good, 100, 0)]));
            var raised = Run(sensor, [(good, 5, 0), (bad, steps, 0)]);
            Assert.Equal(sensor.Rules.Count(r => r.Above is not null), raised.Count(c => c.Change.Phase == AlertPhase.Raised));
        }, iter: 200);

    [Fact]
    public void An_open_alert_ends_when_all_is_well_and_as_undetermined_when_the_sensor_falls_silent() =>
        Gen.Select(Any, Story).Sample((sensor, story) =>
        {
            var good = sensor.Unit == SensorUnit.State ? 0 : 0.45;
            Assert.All(Run(sensor, [.. story, (good, 60, 0)]).GroupBy(c => c.Change.Hazard), r => Assert.Equal(AlertPhase.Cleared, r.Last().Change.Phase));
            foreach (var rule in Run(sensor, [.. story, (null, 60, 0)]).Where(c => c.Change.Hazard != SensorKind.Missing).GroupBy(c => c.Change.Hazard))
                Assert.Equal(AlertPhase.Cleared, rule.Last().Change.Phase);
        }, iter: 200);
}
