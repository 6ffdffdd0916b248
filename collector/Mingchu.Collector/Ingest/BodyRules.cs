using System.Buffers.Text;
using System.Security.Cryptography;
using Mingchu.Collector.Evidence;
using Mingchu.Contracts.Hazards;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Ingest;

/// <summary>What must hold of each body beyond its JSON types.</summary>
internal static class BodyRules
{
    /// <summary>Most cameras of one device.</summary>
    public const int MostCameras = 256;

    /// <summary>Most different sensors of one device.</summary>
    public const int MostSensors = 256;

    private const int MostHeads = 64;
    private const int MostInlineBytes = 64 * 1024;

    public static void Check(Alert alert, FieldRules rules)
    {
        rules.Require(FieldRules.IsAlertId(alert.AlertId), "/data/alertId", "must be 1 to 64 characters of A-Z a-z 0-9 . _ : -");
        rules.Require(HazardList.Current.Find(alert.Hazard) is not null, "/data/hazard",
            $"hazard '{FieldRules.Show(alert.Hazard)}' is not in hazard list {HazardList.Current.Version}; use one of its codes", RejectReasons.UnknownHazard);
        rules.Length(alert.HazardListVersion, 32, "/data/hazardListVersion");
        rules.Id(alert.Camera, "/data/camera");
        if (alert.Zone is not null)
            rules.Id(alert.Zone, "/data/zone");
        rules.Require(alert.Sequence >= 0, "/data/sequence", "must be 0 or more");
        rules.Require(alert.Phase != AlertPhase.Raised || alert.Sequence == 0, "/data/sequence", "raised is the first event of an alert: its sequence is 0");
        rules.Require(alert.Phase != AlertPhase.Raised || alert.Verdict == Verdict.Violation, "/data/verdict",
            "only a violation can be raised; what is undetermined is not an alert");
        rules.Range(alert.Confidence, 0, 1, "/data/confidence");
        rules.Time(alert.StartedAt, "/data/startedAt");
        rules.Time(alert.RaisedAt, "/data/raisedAt");
        rules.Require(alert.RaisedAt >= alert.StartedAt, "/data/raisedAt", "lies before startedAt");
        var ends = alert.Phase is AlertPhase.Cleared or AlertPhase.Cancelled;
        rules.Require(!ends || alert.EndedAt is not null, "/data/endedAt", "is missing; a cleared or cancelled alert has an end");
        if (alert.EndedAt is { } end)
        {
            rules.Time(end, "/data/endedAt");
            rules.Require(end >= alert.StartedAt, "/data/endedAt", "lies before startedAt");
        }

        if (alert.Sensor is not null)
            rules.Require(alert.Sensor == alert.Camera, "/data/sensor", "must be the same as camera, which old readers know");
        if (alert.Measured is { } measured)
            Check(measured, rules);
        rules.Require(alert.SeverityHint is null or (>= 1 and <= 3), "/data/severityHint", "must be 1, 2 or 3");
        rules.Count(alert.Boxes, 64, "/data/boxes");
        for (var i = 0; i < alert.Boxes.Count && rules.First is null; i++)
            Check(alert.Boxes[i], $"/data/boxes/{i}", rules);
        Models(alert.Models, rules);
    }

    public static void Check(Contracts.Messages.Evidence evidence, FieldRules rules)
    {
        rules.Require(FieldRules.IsAlertId(evidence.AlertId), "/data/alertId", "must be 1 to 64 characters of A-Z a-z 0-9 . _ : -");
        rules.Require(MediaTypes.Of(evidence.Kind) == evidence.MediaType, "/data/mediaType", $"must be {MediaTypes.Of(evidence.Kind)} for this kind");
        rules.Require(MediaTypes.IsSha256(evidence.Sha256), "/data/sha256", "must be 64 lower-case hex digits");
        rules.Require(evidence.Bytes is > 0 and <= 1L << 30, "/data/bytes", "must be 1 to 1073741824");
        rules.Time(evidence.CapturedAt, "/data/capturedAt");
        if (evidence.Camera is not null)
            rules.Id(evidence.Camera, "/data/camera");
        if (evidence.Signature is { } signature)
        {
            rules.Require(evidence.Camera is not null, "/data/camera", "is missing; it is part of what is signed");
            rules.Length(signature.KeyId, 64, "/data/signature/keyId");
            rules.Length(signature.Value, 200, "/data/signature/value");
        }

        rules.Count(evidence.Heads ?? [], MostHeads, "/data/heads");
        for (var i = 0; i < (evidence.Heads?.Count ?? 0) && rules.First is null; i++)
            Check(evidence.Heads![i], $"/data/heads/{i}", rules);
        if (rules.First is null && evidence.Inline is not null)
            Inline(evidence, rules);
    }

    public static void Check(Birth birth, FieldRules rules)
    {
        rules.Length(birth.Software, 200, "/data/software");
        rules.Length(birth.ContractVersion, 32, "/data/contractVersion");
        rules.Length(birth.HazardListVersion, 32, "/data/hazardListVersion");
        rules.Count(birth.Cameras, MostCameras, "/data/cameras");
        rules.Count(birth.Hazards, 1000, "/data/hazards");
        Models(birth.Models, rules);
        if (birth.SigningKey is { Algorithm: EvidenceSeal.Algorithm } key)
            rules.Require(EvidenceSeal.IsUsable(key), "/data/signingKey", "must hold a P-256 key as base64 of its SubjectPublicKeyInfo, and as id the first 32 hex digits of its SHA-256");
        Sensors(birth.Sensors ?? [], rules);
        HashSet<string> ids = [];
        for (var i = 0; i < birth.Cameras.Count && rules.First is null; i++)
        {
            var camera = birth.Cameras[i];
            rules.Require(camera is not null, $"/data/cameras/{i}", "is null");
            if (camera is null)
                return;
            rules.Id(camera.Id, $"/data/cameras/{i}/id");
            rules.Require(ids.Add(camera.Id), $"/data/cameras/{i}/id", "appears twice");
            rules.Length(camera.Name, 200, $"/data/cameras/{i}/name");
        }
    }

    public static void Check(ReportedConfig reported, FieldRules rules)
    {
        rules.Require(reported.Revision >= 0, "/data/revision", "must be 0 or more");
        rules.Require(reported.Active >= 0, "/data/active", "must be 0 or more");
        rules.Time(reported.At, "/data/at");
        rules.Length(reported.Effective, DesiredConfig.MaxChars, "/data/effective");
        rules.Count(reported.Problems, 100, "/data/problems");
        for (var i = 0; i < reported.Problems.Count && rules.First is null; i++)
        {
            rules.Require(reported.Problems[i] is not null, $"/data/problems/{i}", "is null");
            rules.Length(reported.Problems[i]?.Path, 1000, $"/data/problems/{i}/path");
            rules.Length(reported.Problems[i]?.Message, 1000, $"/data/problems/{i}/message");
        }
    }

    public static void Check(CommandReply reply, FieldRules rules)
    {
        rules.Require(Guid.TryParseExact(reply.CommandId, "N", out _), "/data/commandId", "must be the id of a command, 32 hex digits");
        rules.Time(reply.At, "/data/at");
        rules.Length(reply.Reason, 64, "/data/reason");
        rules.Length(reply.Detail, 1000, "/data/detail");
    }

    public static void Check(SensorReadings said, string sensor, FieldRules rules)
    {
        rules.Require(said.Sensor == sensor, "/data/sensor", $"is not '{sensor}', the sensor of the topic");
        rules.Length(said.Unit, 64, "/data/unit");
        rules.Require(said.Readings.Count is > 0 and <= SensorReadings.Most, "/data/readings", $"has {said.Readings.Count} items; 1 to {SensorReadings.Most} are allowed");
        for (var i = 0; i < said.Readings.Count && rules.First is null; i++)
        {
            rules.Require(said.Readings[i] is not null, $"/data/readings/{i}", "is null");
            if (said.Readings[i] is not { } reading)
                return;
            rules.Require(double.IsFinite(reading.Value), $"/data/readings/{i}/value", "is not a finite number");
            rules.Time(reading.At, $"/data/readings/{i}/at");
        }
    }

    public static void Check(CameraStatus status, string camera, FieldRules rules)
    {
        rules.Require(status.Camera == camera, "/data/camera", $"is not '{camera}', the camera of the topic");
        rules.Time(status.Since, "/data/since");
        rules.Length(status.Reason, 64, "/data/reason");
        rules.Length(status.Detail, 1000, "/data/detail");
    }

    public static void Check(Telemetry telemetry, FieldRules rules)
    {
        rules.Require(telemetry.SpoolMessages >= 0, "/data/spoolMessages", "must be 0 or more");
        rules.Require(telemetry.MemoryBytes >= 0, "/data/memoryBytes", "must be 0 or more");
        rules.Count(telemetry.Cameras, MostCameras, "/data/cameras");
        for (var i = 0; i < telemetry.Cameras.Count && rules.First is null; i++)
        {
            var camera = telemetry.Cameras[i];
            rules.Require(camera is not null, $"/data/cameras/{i}", "is null");
            if (camera is null)
                return;
            rules.Id(camera.Camera, $"/data/cameras/{i}/camera");
            rules.Range(camera.AnalysedFps, 0, 10_000, $"/data/cameras/{i}/analysedFps");
        }
    }

    private static void Check(Measurement measured, FieldRules rules)
    {
        rules.Require(double.IsFinite(measured.Value), "/data/measured/value", "is not a finite number");
        rules.Length(measured.Unit, 64, "/data/measured/unit");
        rules.Time(measured.At, "/data/measured/at");
    }

    private static void Sensors(IReadOnlyList<SensorRef> sensors, FieldRules rules)
    {
        rules.Count(sensors, MostSensors, "/data/sensors");
        HashSet<string> ids = [];
        for (var i = 0; i < sensors.Count && rules.First is null; i++)
        {
            rules.Require(sensors[i] is not null, $"/data/sensors/{i}", "is null");
            if (sensors[i] is not { } sensor)
                return;
            rules.Id(sensor.Id, $"/data/sensors/{i}/id");
            rules.Require(ids.Add(sensor.Id), $"/data/sensors/{i}/id", "appears twice");
            rules.Length(sensor.Name, 200, $"/data/sensors/{i}/name");
            rules.Length(sensor.Kind, 64, $"/data/sensors/{i}/kind");
            rules.Length(sensor.Unit, 64, $"/data/sensors/{i}/unit");
        }
    }

    private static void Check(AlertBox? box, string pointer, FieldRules rules)
    {
        rules.Require(box is not null, pointer, "is null");
        if (box is null)
            return;
        rules.Range(box.X, 0, 1, pointer + "/x");
        rules.Range(box.Y, 0, 1, pointer + "/y");
        rules.Range(box.Width, 0, 1, pointer + "/width");
        rules.Range(box.Height, 0, 1, pointer + "/height");
        rules.Range(box.Score, 0, 1, pointer + "/score");
        rules.Length(box.Label, 200, pointer + "/label");
    }

    private static void Check(PictureArea? area, string pointer, FieldRules rules)
    {
        rules.Require(area is not null, pointer, "is null");
        if (area is null)
            return;
        rules.Range(area.X, 0, 1, pointer + "/x");
        rules.Range(area.Y, 0, 1, pointer + "/y");
        rules.Range(area.Width, 0, 1, pointer + "/width");
        rules.Range(area.Height, 0, 1, pointer + "/height");
    }

    private static void Models(IReadOnlyList<ModelRef> models, FieldRules rules)
    {
        rules.Count(models, 64, "/data/models");
        for (var i = 0; i < models.Count && rules.First is null; i++)
        {
            rules.Require(models[i] is not null, $"/data/models/{i}", "is null");
            rules.Length(models[i]?.Name, 100, $"/data/models/{i}/name");
            rules.Length(models[i]?.Version, 100, $"/data/models/{i}/version");
            rules.Length(models[i]?.Sha256, 64, $"/data/models/{i}/sha256");
        }
    }

    private static void Inline(Contracts.Messages.Evidence evidence, FieldRules rules)
    {
        var content = new byte[Base64.GetMaxDecodedFromUtf8Length(evidence.Inline!.Length)];
        var decoded = Convert.TryFromBase64String(evidence.Inline, content, out var length);
        rules.Require(decoded, "/data/inline", "is not base64");
        if (!decoded)
            return;
        var bytes = content.AsSpan(0, length);
        rules.Require(length <= MostInlineBytes, "/data/inline", $"has {length} bytes; at most {MostInlineBytes} are enclosed, larger ones are put over HTTP");
        rules.Require(length == evidence.Bytes, "/data/bytes", $"says {evidence.Bytes}, but {length} are enclosed");
        rules.Require(Convert.ToHexStringLower(SHA256.HashData(bytes)) == evidence.Sha256, "/data/sha256", "is not the hash of the enclosed file");
        rules.Require(MediaTypes.Sniff(bytes) == evidence.MediaType, "/data/inline", $"is not really {evidence.MediaType}");
    }
}
