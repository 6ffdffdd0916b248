using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Tests.Ingest;

/// <summary>Messages a broken or hostile device sends, and ordinary ones about its state.</summary>
internal static partial class HostileMessages
{
    /// <summary>Name, topic below the device, payload, reason and pointer of the receipt it must get.</summary>
    public static IEnumerable<(string Name, string Topic, byte[] Payload, string Reason, string? Pointer)> Table(string device)
    {
        var now = Some.Now();
        var alert = Some.Alert(device, now.AddMinutes(-5));
        var good = Encoding.UTF8.GetString(Some.Json(device, alert));
        var picture = Some.Jpeg("hostile");
        var evidence = Encoding.UTF8.GetString(Some.Json(device, Some.Evidence(alert, picture, inline: true)));

        yield return Bytes("nothing", "alerts", [], "not-json");
        yield return Bytes("zeros", "alerts", new byte[64], "not-json");
        yield return Bytes("broken UTF-8", "alerts", [.. "{\"id\":\""u8, 0xFF, 0xFE, .. "\"}"u8], "not-json");
        yield return Text("half of it", "alerts", good[..(good.Length / 2)], "not-json");
        yield return Text("two of it", "alerts", good + good, "not-json");
        yield return Text("an array", "alerts", "[]", "invalid");
        yield return Text("null", "alerts", "null", "invalid");
        yield return Text("a number", "alerts", "17", "invalid");
        yield return Text("an empty object", "alerts", "{}", "invalid");
        yield return Text("very deep", "alerts", new string('[', 5000), "not-json");
        yield return Text("deep data", "alerts", good.Replace("\"boxes\":[", "\"boxes\":" + new string('[', 40) + new string(']', 40) + ",\"x\":[", StringComparison.Ordinal), "invalid", "/data/boxes/0");
        yield return Text("oversized", "alerts", good.Replace("head cap=none", new string('x', Topics.MaxPayloadBytes), StringComparison.Ordinal), "oversized");
        yield return Text("another version of CloudEvents", "alerts", Set(good, "specversion", "\"0.3\""), "invalid", "/specversion");
        yield return Text("an id with spaces", "alerts", Set(good, "id", "\"a b\""), "invalid", "/id");
        yield return Text("an id of another type", "alerts", Set(good, "id", "5"), "invalid", "/id");
        yield return Text("another device as source", "alerts", Set(good, "source", "\"device/box-0\""), "wrong-device", "/source");
        yield return Text("an unknown type", "alerts", Set(good, "type", "\"mc.alert.v9\""), "unknown-type", "/type");
        yield return Text("evidence on the alert topic", "alerts", evidence, "unknown-type", "/type");
        yield return Text("a time of the future", "alerts", Set(good, "time", $"\"{now.AddMinutes(20):O}\""), "future-time", "/time");
        yield return Text("a start in the future", "alerts", Set(good, "startedAt", $"\"{now.AddMinutes(20):O}\""), "future-time", "/data/startedAt");
        yield return Text("a clock that never was set", "alerts", Set(good, "startedAt", "\"1970-01-01T00:00:10Z\""), "invalid", "/data/startedAt");
        yield return Text("a time without offset", "alerts", Set(good, "startedAt", "\"2026-01-31T08:15:30\""), "invalid", "/data/startedAt");
        yield return Text("raised before it started", "alerts", Set(good, "raisedAt", $"\"{alert.StartedAt.AddSeconds(-1):O}\""), "invalid", "/data/raisedAt");
        yield return Text("an unknown hazard", "alerts", Set(good, "hazard", "\"no-hat\""), "unknown-hazard", "/data/hazard");
        yield return Text("a hazard with control characters", "alerts", Set(good, "hazard", "\"\\u0000\\u001b[2J\\u202e\""), "unknown-hazard", "/data/hazard");
        yield return Text("no camera", "alerts", Set(good, "camera", "null"), "invalid", "/data/camera");
        yield return Text("a camera out of its folder", "alerts", Set(good, "camera", "\"../../etc\""), "invalid", "/data/camera");
        yield return Text("SQL as camera", "alerts", Set(good, "camera", "\"a'; DROP TABLE cases;--\""), "invalid", "/data/camera");
        yield return Text("confidence above one", "alerts", Set(good, "confidence", "1.5"), "invalid", "/data/confidence");
        yield return Text("confidence not a number", "alerts", Set(good, "confidence", "\"NaN\""), "invalid", "/data/confidence");
        yield return Text("confidence beyond numbers", "alerts", Set(good, "confidence", "1e999"), "invalid", "/data/confidence");
        yield return Text("a sequence beyond integers", "alerts", Set(good, "sequence", "99999999999"), "invalid", "/data/sequence");
        yield return Text("raised as third", "alerts", Set(good, "sequence", "3"), "invalid", "/data/sequence");
        yield return Text("raised though undetermined", "alerts", Set(good, "verdict", "\"undetermined\""), "invalid", "/data/verdict");
        yield return Text("cleared without end", "alerts", Set(Set(good, "sequence", "1"), "phase", "\"cleared\""), "invalid", "/data/endedAt");
        yield return Text("an unknown phase", "alerts", Set(good, "phase", "\"exploded\""), "invalid", "/data/phase");
        yield return Text("an alert id with a slash", "alerts", Set(good, "alertId", "\"a/b\""), "invalid", "/data/alertId");
        yield return Text("a sensor that is not the camera", "alerts", Set(good, "sequence", "0,\"sensor\":\"s\""), "invalid", "/data/sensor");
        yield return Text("readings of another sensor", "sensors/door", Encoding.UTF8.GetString(Readings(device, "store", (1, now))), "invalid", "/data/sensor");
        yield return Text("no readings", "sensors/store", Encoding.UTF8.GetString(Readings(device, "store")), "invalid", "/data/readings");
        yield return Text("a reading beyond numbers", "sensors/store", Set(Encoding.UTF8.GetString(Readings(device, "store", (1, now))), "value", "1e999"), "invalid", "/data/readings/0/value");
        yield return Text("a reading of the future", "sensors/store", Encoding.UTF8.GetString(Readings(device, "store", (1, now.AddHours(1)))), "future-time", "/data/readings/0/at");
        yield return Text("a report of the future", "config/reported", Encoding.UTF8.GetString(Reported(device, new(1, ConfigState.Applied, 1, now.AddHours(1), [], null))), "future-time", "/data/at");
        yield return Text("a null problem", "config/reported", Encoding.UTF8.GetString(Reported(device, new(1, ConfigState.Applied, 1, now, [], null))).Replace("\"problems\":[]", "\"problems\":[null]", StringComparison.Ordinal), "invalid", "/data/problems/0");
        yield return Text("a null box", "alerts", good.Replace("\"boxes\":[", "\"boxes\":[null,", StringComparison.Ordinal), "invalid", "/data/boxes/0");
        yield return Text("a box outside", "alerts", good.Replace("\"x\":0.1", "\"x\":-0.1", StringComparison.Ordinal), "invalid", "/data/boxes/0/x");
        yield return Text("too many boxes", "alerts", good.Replace("\"boxes\":[", "\"boxes\":[" + string.Concat(Enumerable.Repeat(
            "{\"x\":0,\"y\":0,\"width\":1,\"height\":1,\"label\":\"a\",\"score\":1},", 64)), StringComparison.Ordinal), "invalid", "/data/boxes");
        yield return Text("evidence that is not its hash", "evidence", Set(evidence, "sha256", $"\"{new string('0', 64)}\""), "invalid", "/data/sha256");
        yield return Text("evidence that is not base64", "evidence", Set(evidence, "inline", "\"%%%\""), "invalid", "/data/inline");
        yield return Text("evidence that is a program", "evidence", Encoding.UTF8.GetString(Some.Json(device,
            Some.Evidence(alert, Encoding.UTF8.GetBytes("#!/bin/sh\nrm -rf / # not a picture"), inline: true))), "invalid", "/data/inline");
        yield return Text("evidence of another size", "evidence", Set(evidence, "bytes", "1"), "invalid", "/data/bytes");
        yield return Text("a clip that says JPEG", "evidence", Set(evidence, "kind", "\"clip\""), "invalid", "/data/mediaType");
        yield return Text("a birth with a camera twice", "birth", Encoding.UTF8.GetString(Birth(device, 1)).Replace("\"cameras\":[", "\"cameras\":[{\"id\":\"stove\",\"name\":\"x\"},", StringComparison.Ordinal), "invalid", "/data/cameras/1/id");
        yield return Text("a status of another camera", "cameras/sink/status", Encoding.UTF8.GetString(Camera(device, "stove", CameraState.Online, now)), "invalid", "/data/camera");

        (string, string, byte[], string, string?) Text(string name, string topic, string json, string reason, string? pointer = null) =>
            (name, topic, Encoding.UTF8.GetBytes(json), reason, pointer);
        (string, string, byte[], string, string?) Bytes(string name, string topic, byte[] payload, string reason) => (name, topic, payload, reason, null);
    }

    /// <summary>Alerts with bytes changed, cut out or put in anywhere; some stay good.</summary>
    public static Gen<byte[]> Mutated(string device) =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2000], Gen.Byte, Gen.Int[1, 40]).Array[0, 6]).Select((n, changes) =>
        {
            List<byte> bytes = [.. Some.Json(device, Some.Alert(device, Some.Now().AddMinutes(-10).AddMilliseconds(-n)))];
            foreach (var (what, where, value, length) in changes)
            {
                var at = where % bytes.Count;
                if (what == 0)
                    bytes[at] = value;
                else if (what == 1)
                    bytes.RemoveRange(at, Math.Min(length, bytes.Count - at - 1));
                else
                    bytes.InsertRange(at, Enumerable.Repeat(value, length));
            }

            return bytes.ToArray();
        });

    /// <summary>The id that a receipt must have, found independently of the collector's reader.</summary>
    public static string IdOf(byte[] payload)
    {
        string? id = null;
        try
        {
            var reader = new Utf8JsonReader(payload);
            while (reader.Read())
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("id") && reader.Read()
                    && reader.TokenType == JsonTokenType.String)
                    id = reader.GetString();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What was read before the break counts.
        }

        return id is not null && MessageId().IsMatch(id) ? id : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(payload));
    }

    public static byte[] Birth(string device, long session) => JsonSerializer.SerializeToUtf8Bytes(Envelope.Of(device, MessageTypes.Birth, $"birth/{session}", Some.Now(),
        new Birth(session, "mingchu-edge 0.1.0", "1.0", [new("stove", "灶台")], [], ["no-cap"], "1.0.0")), ContractJson.Wire.CloudEventBirth);

    public static byte[] Status(string device, long session, bool online) => JsonSerializer.SerializeToUtf8Bytes(Envelope.Of(device, MessageTypes.DeviceStatus,
        $"status/{session}/{online}".ToLowerInvariant(), Some.Now(), new DeviceStatus(online, session)), ContractJson.Wire.CloudEventDeviceStatus);

    public static byte[] Camera(string device, string camera, CameraState state, DateTimeOffset since) => JsonSerializer.SerializeToUtf8Bytes(
        Envelope.Of(device, MessageTypes.CameraStatus, $"camera/{camera}", Some.Now(), new CameraStatus(camera, state, since, state == CameraState.Online ? null : "refused")),
        ContractJson.Wire.CloudEventCameraStatus);

    public static byte[] Telemetry(string device) => JsonSerializer.SerializeToUtf8Bytes(
        Envelope.Of(device, MessageTypes.Telemetry, "telemetry/1", Some.Now(), new Telemetry(3, [new("stove", 4.5, 2, 1)], 1000)), ContractJson.Wire.CloudEventTelemetry);

    public static byte[] Reported(string device, ReportedConfig reported) => JsonSerializer.SerializeToUtf8Bytes(
        Envelope.Of(device, MessageTypes.ReportedConfig, "config/1", Some.Now(), reported), ContractJson.Wire.CloudEventReportedConfig);

    public static byte[] Readings(string device, string sensor, params (double Value, DateTimeOffset At)[] readings) => JsonSerializer.SerializeToUtf8Bytes(
        Envelope.Of(device, MessageTypes.SensorReadings, $"sensor/{sensor}/1", Some.Now(), new SensorReadings(sensor, "celsius", [.. readings.Select(r => new SensorReading(r.Value, r.At))])),
        ContractJson.Wire.CloudEventSensorReadings);

    private static string Set(string json, string field, string value) =>
        Regex.Replace(json, $"\"{field}\":(\"[^\"]*\"|[-0-9.]+|null)", $"\"{field}\":{value.Replace("$", "$$", StringComparison.Ordinal)}", RegexOptions.None, TimeSpan.FromSeconds(5));

    [GeneratedRegex(@"^[A-Za-z0-9._:/-]{1,128}\z")]
    private static partial Regex MessageId();
}
