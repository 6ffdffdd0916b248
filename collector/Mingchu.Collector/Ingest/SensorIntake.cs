using Mingchu.Collector.Devices;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Ingest;

/// <summary>Keeps which sensors a device has and their newest readings.</summary>
internal static class SensorIntake
{
    public static Rejection? Born(BatchContext batch, DeviceRow device, Birth birth)
    {
        var named = birth.Sensors ?? [];
        if (TooMany(batch, device, named.Count(s => batch.Sensor(device.Id, s.Id) is null), "/data/sensors") is { } refused)
            return refused;
        foreach (var row in batch.SensorsOf(device.Id))
            row.Present = false;
        foreach (var sensor in named)
        {
            var row = batch.Sensor(device.Id, sensor.Id) ?? Add(batch, device, sensor.Id);
            (row.Name, row.Kind, row.Unit, row.Present) = (sensor.Name, sensor.Kind, sensor.Unit, true);
        }

        return null;
    }

    public static Rejection? Read(BatchContext batch, DeviceRow device, SensorReadings said)
    {
        var newest = said.Readings.MaxBy(r => r.At)!;
        if (batch.Sensor(device.Id, said.Sensor) is not { } row)
        {
            if (TooMany(batch, device, 1, "/data/sensor") is { } refused)
                return refused;
            row = Add(batch, device, said.Sensor);
        }

        row.Present = true;
        if (row.At is null || newest.At >= row.At)
            (row.Unit, row.Value, row.At) = (said.Unit, newest.Value, newest.At);
        return null;
    }

    private static Rejection? TooMany(BatchContext batch, DeviceRow device, int added, string pointer) =>
        added > 0 && batch.SensorsOf(device.Id).Count() + added > BodyRules.MostSensors
            ? new(RejectReasons.Invalid, pointer, $"a device has at most {BodyRules.MostSensors} different sensors") : null;

    private static SensorRow Add(BatchContext batch, DeviceRow device, string sensor)
    {
        var row = new SensorRow { Device = device.Id, Sensor = sensor, Name = sensor };
        batch.Add(row);
        return row;
    }
}
