using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Sensing;
using Prometheus;

namespace Mingchu.Edge.Sensing;

/// <summary>
/// What gateways say, checked: every byte may be hostile. What can't be used is refused, counted by reason, logged once per sensor and reason, and changes nothing.
/// Safe for several threads.
/// </summary>
public sealed class SensorInbox(string device, IReadOnlyList<Sensor> sensors, TimeProvider time, CollectorRegistry registry, Serilog.ILogger log)
{
    /// <summary>Largest message read, bytes.</summary>
    public const int MaxBytes = 16 * 1024;

    private const int MostWaiting = 1000;
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);
    private readonly ConcurrentQueue<(string Sensor, SensorReading Reading)> waiting = new();
    private readonly ConcurrentDictionary<(string Sensor, string Reason), bool> told = new();
    private readonly Counter refused = Metrics.WithCustomRegistry(registry).CreateCounter("mingchu_sensor_refused_total", "Readings and messages of sensors that could not be used.", "reason");
    private readonly Counter taken = Metrics.WithCustomRegistry(registry).CreateCounter("mingchu_sensor_readings_total", "Readings taken.", "sensor");

    /// <summary>Takes one message; why it was refused, as a code, or null.</summary>
    public string? Take(string topic, ReadOnlySequence<byte> payload)
    {
        var sensor = Topics.Parse(topic) is var (owner, name) && owner == device && name.Split('/') is ["sensors", var id] ? sensors.FirstOrDefault(s => s.Id == id) : null;
        if (sensor is null)
            return Refuse("", "unknown-sensor", "a message for a sensor that is not in the configuration");
        if (payload.Length > MaxBytes)
            return Refuse(sensor.Id, "oversized", $"a message of {payload.Length} bytes; at most {MaxBytes} are read");
        SensorReadings said;
        try
        {
            var reader = new Utf8JsonReader(payload);
            var envelope = JsonSerializer.Deserialize(ref reader, ContractJson.Wire.CloudEventSensorReadings) ?? throw new JsonException("the message is null");
            if (envelope.Type != MessageTypes.SensorReadings)
                return Refuse(sensor.Id, "unknown-type", $"the type is not {MessageTypes.SensorReadings}");
            said = envelope.Data;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or NotSupportedException)
        {
            return Refuse(sensor.Id, "invalid", "the message is not what the contract says (sensor-readings.schema.json)");
        }
        if (said.Sensor != sensor.Id)
            return Refuse(sensor.Id, "wrong-sensor", "the message names another sensor than its topic");
        if (said.Unit != sensor.Unit.Name)
            return Refuse(sensor.Id, "wrong-unit", $"the unit is not {sensor.Unit.Name}, as configured");
        if (said.Readings.Count is 0 or > SensorReadings.Most)
            return Refuse(sensor.Id, "count", $"{said.Readings.Count} readings in a message; 1 to {SensorReadings.Most} are read");
        string? why = null;
        foreach (var reading in said.Readings)
            why = Take(sensor, reading) ?? why;
        return why;
    }

    /// <summary>Checks by these from now on.</summary>
    public void Change(IReadOnlyList<Sensor> others) => sensors = others;

    /// <summary>The readings taken since the last call, in their order.</summary>
    public IReadOnlyList<(string Sensor, SensorReading Reading)> Drain()
    {
        var drained = new List<(string, SensorReading)>();
        while (drained.Count < MostWaiting && waiting.TryDequeue(out var reading))
            drained.Add(reading);
        return drained;
    }

    private string? Take(Sensor sensor, SensorReading? reading)
    {
        var now = time.GetUtcNow();
        if (reading is null || !sensor.Unit.Allows(reading.Value))
            return Refuse(sensor.Id, "out-of-range", $"a value outside {sensor.Unit.Lowest}..{sensor.Unit.Highest} {sensor.Unit.Name}");
        if (reading.At > now + Ahead)
            return Refuse(sensor.Id, "future-time", "a reading more than 5 minutes ahead of this box; set the gateway's clock");
        if (reading.At <= now - sensor.StaleAfter)
            return Refuse(sensor.Id, "past-time", $"a reading older than {sensor.StaleAfter.TotalSeconds:F0} s says nothing of now; set the gateway's clock");
        if (waiting.Count >= MostWaiting)
            return Refuse(sensor.Id, "flood", $"more than {MostWaiting} readings at once");
        waiting.Enqueue((sensor.Id, reading));
        taken.WithLabels(sensor.Id).Inc();
        return null;
    }

    private string Refuse(string sensor, string reason, string why)
    {
        refused.WithLabels(reason).Inc();
        if (told.TryAdd((sensor, reason), true))
            log.Warning("Sensor {Sensor}: refused {Reason}: {Why}; the next ones are only counted", sensor.Length > 0 ? sensor : "?", reason, why);
        return reason;
    }
}
