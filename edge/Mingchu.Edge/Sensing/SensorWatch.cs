using System.Globalization;
using System.Text.Json;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Core.Sensing;
using Mingchu.Edge.Uplink;

namespace Mingchu.Edge.Sensing;

/// <summary>
/// The sensors of a box: readings to alert changes, and the newest readings for the collector, one a minute and at once when a state changes. Steps are for
/// one caller; the link reads beside it.
/// </summary>
public sealed class SensorWatch : ILinkPart
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromMinutes(1);
    private readonly string device;
    private readonly SensorInbox inbox;
    private readonly Dictionary<string, Known> known;
    private readonly Lock gate = new();

    /// <summary>Watches <paramref name="sensors"/> by what <paramref name="inbox"/> takes.</summary>
    public SensorWatch(string device, IReadOnlyList<Sensor> sensors, SensorInbox inbox)
    {
        (this.device, this.inbox) = (device, inbox);
        known = sensors.ToDictionary(s => s.Id, s => new Known(s), StringComparer.Ordinal);
    }

    /// <summary>Codes of what some sensor watches.</summary>
    public IEnumerable<string> Hazards => known.Values.SelectMany(k => k.Sensor.Rules).Select(r => r.Hazard).Distinct();

    /// <summary>For the birth message; null is none.</summary>
    public IReadOnlyList<SensorRef>? Refs =>
        known.Count == 0 ? null : [.. known.Values.Select(k => new SensorRef(k.Sensor.Id, k.Sensor.Name, k.Sensor.Kind.Name, k.Sensor.Unit.Name))];

    /// <summary>One step of all rules, with what was heard since the last; called about once a second.</summary>
    public IReadOnlyList<AlertChange> Step(DateTimeOffset now)
    {
        if (known.Count == 0)
            return [];
        var changes = new List<AlertChange>();
        foreach (var (id, reading) in inbox.Drain())
        {
            var heard = known[id];
            lock (gate)
                (heard.Changed, heard.Newest) = (heard.Changed || (heard.Sensor.Unit == SensorUnit.State && heard.Newest?.Value != reading.Value), reading);
            Step(heard, reading.Value, now, changes);
        }
        foreach (var sensor in known.Values)
            Step(sensor, null, now, changes);
        return changes;
    }

    /// <summary>Goes on by other rules of the same sensors; what was open by a rule that changed is withdrawn.</summary>
    public IReadOnlyList<AlertChange> Change(IReadOnlyList<Sensor> sensors)
    {
        inbox.Change(sensors);
        return [.. sensors.SelectMany(s => known[s.Id].Change(s))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<LinkMessage> Due(DateTimeOffset now)
    {
        lock (gate)
            return [.. known.Values.Where(k => k.IsDue(now)).Select(k => k.Tell(device, now))];
    }

    private static void Step(Known sensor, double? value, DateTimeOffset now, List<AlertChange> changes)
    {
        (sensor.State, var found) = SensorFold.Step(sensor.State, sensor.Sensor, value, now);
        changes.AddRange(found);
    }

    private sealed class Known(Sensor sensor)
    {
        private DateTimeOffset toldAt;
        private SensorReading? told;

        public Sensor Sensor { get; private set; } = sensor;
        public SensorState State { get; set; } = SensorState.Start(sensor);
        public SensorReading? Newest { get; set; }
        public bool Changed { get; set; }

        public IReadOnlyList<AlertChange> Change(Sensor other)
        {
            (State, var changes) = SensorFold.Adopt(State, Sensor, other);
            Sensor = other;
            return changes;
        }

        public bool IsDue(DateTimeOffset now) => Newest is not null && Newest != told && (Changed || now - toldAt >= TellEvery || now < toldAt);

        public LinkMessage Tell(string device, DateTimeOffset now)
        {
            (told, toldAt, Changed) = (Newest, now, false);
            var id = $"sensor/{Sensor.Id}/{now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}";
            var message = Envelope.Of(device, MessageTypes.SensorReadings, id, now, new SensorReadings(Sensor.Id, Sensor.Unit.Name, [Newest!]));
            return new(Topics.Sensor(device, Sensor.Id), JsonSerializer.SerializeToUtf8Bytes(message, ContractJson.Wire.CloudEventSensorReadings));
        }
    }
}
