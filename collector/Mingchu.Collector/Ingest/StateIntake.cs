using Mingchu.Collector.Devices;
using Mingchu.Collector.RemoteConfig;
using Mingchu.Collector.Viewing;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Ingest;

/// <summary>Keeps what devices say of themselves and their cameras. Saying it twice changes nothing.</summary>
internal static class StateIntake
{
    public static Rejection? Apply(BatchContext batch, DeviceRow device, Reading.Usable message)
    {
        switch (message.Body)
        {
            case Birth birth:
                return Born(batch, device, message, birth);
            case DeviceStatus status:
                // The will of an older session may come after the birth of a newer one.
                if (status.Session >= device.Session)
                    (device.Session, device.Online, device.StatusAt) = (status.Session, status.Online, message.Source.Replay ? message.Time : batch.Now);
                return null;
            case CameraStatus status:
                return Seen(batch, device, message, status);
            case Telemetry telemetry:
                Measured(batch, device, telemetry);
                return null;
            case SensorReadings readings:
                return SensorIntake.Read(batch, device, readings);
            case ReportedConfig reported:
                return ConfigIntake.Apply(batch, device, reported);
            case CommandReply reply:
                return ReplyIntake.Apply(batch, device, reply);
            default:
                throw new ArgumentOutOfRangeException(nameof(message));
        }
    }

    private static Rejection? Born(BatchContext batch, DeviceRow device, Reading.Usable message, Birth birth)
    {
        var added = birth.Cameras.Count(c => batch.Camera(device.Id, c.Id) is null);
        if (batch.CamerasOf(device.Id).Count() + added > BodyRules.MostCameras * 4)
            return new(RejectReasons.Invalid, "/data/cameras", "this device has named too many different cameras; remove it and add it anew");
        (device.Session, device.Software) = (birth.Session, birth.Software);
        KeyIntake.Born(batch, device, birth);
        device.BornAt = message.Time;
        // A replayed birth is of the past; whether the device lives says its status.
        if (!message.Source.Replay)
            (device.Online, device.StatusAt) = (true, batch.Now);
        foreach (var row in batch.CamerasOf(device.Id))
            row.Present = false;
        foreach (var camera in birth.Cameras)
        {
            if (batch.Camera(device.Id, camera.Id) is not { } row)
                batch.Add(row = new CameraRow { Device = device.Id, Camera = camera.Id, Name = camera.Name });
            (row.Name, row.Present) = (camera.Name, true);
        }

        return SensorIntake.Born(batch, device, birth);
    }

    private static Rejection? Seen(BatchContext batch, DeviceRow device, Reading.Usable message, CameraStatus status)
    {
        if (batch.Camera(device.Id, status.Camera) is not { } row)
        {
            if (batch.CamerasOf(device.Id).Count() >= BodyRules.MostCameras)
                return new(RejectReasons.Invalid, "/data/camera", $"a device has at most {BodyRules.MostCameras} cameras");
            batch.Add(row = new CameraRow { Device = device.Id, Camera = status.Camera, Name = status.Camera });
        }

        (row.State, row.Since, row.Reason, row.Detail, row.StatusAt) = (status.State, status.Since, status.Reason, status.Detail, message.Time);
        return null;
    }

    private static void Measured(BatchContext batch, DeviceRow device, Telemetry telemetry)
    {
        (device.SpoolMessages, device.MemoryBytes, device.TelemetryAt) = (telemetry.SpoolMessages, telemetry.MemoryBytes, batch.Now);
        foreach (var figures in telemetry.Cameras)
            if (batch.Camera(device.Id, figures.Camera) is { } row)
                (row.AnalysedFps, row.Dropped, row.Reconnects) = (figures.AnalysedFps, figures.Dropped, figures.Reconnects);
    }
}
