using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Ingest;

/// <summary>Reads messages of devices. Every byte may be hostile: whatever comes, the result is a reading, never an exception.</summary>
public static class MessageReader
{
    /// <summary>How far a device's clock may be ahead.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>Reads one message; <paramref name="now"/> judges times of the future.</summary>
    public static Reading Read(Incoming message, DateTimeOffset now)
    {
        var scan = PayloadScan.Of(message.Payload.Span);
        var id = scan.Id is { } own && FieldRules.IsMessageId(own) ? own : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(message.Payload.Span));
        if (message.TrespassingAccount is { } account)
        {
            return Bad(message, account, id, RejectReasons.WrongDevice, null,
                $"account '{account}' may not publish to '{FieldRules.Show(message.Topic)}'; use the topics of the contract below {Topics.Prefix}/{account}/");
        }

        if (Topics.Parse(message.Topic) is not var (device, name))
            return Bad(message, "", id, RejectReasons.UnknownType, null, $"'{FieldRules.Show(message.Topic)}' is no topic of this contract");
        if (message.Payload.Length > Topics.MaxPayloadBytes)
        {
            return Bad(message, device, id, RejectReasons.Oversized, null,
                $"the payload has {message.Payload.Length} bytes, at most {Topics.MaxPayloadBytes} are read; put larger evidence over HTTP");
        }

        return name switch
        {
            "alerts" => Parse(message, device, id, scan, now, MessageTypes.Alert, ContractJson.Wire.CloudEventAlert, (a, c) => BodyRules.Check(a, c)),
            "evidence" => Parse(message, device, id, scan, now, MessageTypes.Evidence, ContractJson.Wire.CloudEventEvidence, (e, c) => BodyRules.Check(e, c)),
            "birth" => Parse(message, device, id, scan, now, MessageTypes.Birth, ContractJson.Wire.CloudEventBirth, (b, c) => BodyRules.Check(b, c)),
            "status" => Parse(message, device, id, scan, now, MessageTypes.DeviceStatus, ContractJson.Wire.CloudEventDeviceStatus, (_, _) => { }),
            "telemetry" => Parse(message, device, id, scan, now, MessageTypes.Telemetry, ContractJson.Wire.CloudEventTelemetry, (t, c) => BodyRules.Check(t, c)),
            _ when CameraOf(name) is { } camera => Parse(message, device, id, scan, now, MessageTypes.CameraStatus, ContractJson.Wire.CloudEventCameraStatus,
                (s, c) => BodyRules.Check(s, camera, c)),
            "config/reported" => Parse(message, device, id, scan, now, MessageTypes.ReportedConfig, ContractJson.Wire.CloudEventReportedConfig, (r, c) => BodyRules.Check(r, c)),
            "replies" => Parse(message, device, id, scan, now, MessageTypes.CommandReply, ContractJson.Wire.CloudEventCommandReply, (r, c) => BodyRules.Check(r, c)),
            _ when IdIn(name, "sensors") is { } sensor => Parse(message, device, id, scan, now, MessageTypes.SensorReadings, ContractJson.Wire.CloudEventSensorReadings,
                (r, c) => BodyRules.Check(r, sensor, c)),
            _ => Bad(message, device, id, RejectReasons.UnknownType, null, $"'{FieldRules.Show(message.Topic)}' is no topic that a device publishes to"),
        };
    }

    private static Reading Parse<T>(
        Incoming message, string device, string id, PayloadScan scan, DateTimeOffset now, string type, JsonTypeInfo<CloudEvent<T>> json, Action<T, FieldRules> check)
        where T : class
    {
        if (scan.Error is { } error)
            return Bad(message, device, id, RejectReasons.NotJson, null, error);
        if (scan.Type is not null && scan.Type != type)
        {
            return Bad(message, device, id, RejectReasons.UnknownType, "/type",
                $"type '{FieldRules.Show(scan.Type)}' does not belong to topic '{FieldRules.Show(message.Topic)}'; it takes {type}");
        }

        CloudEvent<T> envelope;
        try
        {
            envelope = JsonSerializer.Deserialize(message.Payload.Span, json) ?? throw new JsonException("the message is null");
        }
        catch (JsonException e)
        {
            return Bad(message, device, id, RejectReasons.Invalid, JsonPointers.FromPath(e.Path), FieldRules.Show(FirstSentence(e.Message), 300));
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return Bad(message, device, id, RejectReasons.Invalid, null, FieldRules.Show(FirstSentence(e.Message), 300));
        }

        var rules = new FieldRules(now);
        rules.Envelope(envelope.SpecVersion, envelope.Id, envelope.Source, envelope.Time, device);
        if (rules.First is null)
            check(envelope.Data, rules);
        return rules.First is { } why
            ? new Reading.Unusable(message, device, id, why)
            : new Reading.Usable(message, device, id, envelope.Time, envelope.Data);
    }

    private static string? CameraOf(string name)
    {
        var parts = name.Split('/');
        return parts is ["cameras", var camera, "status"] && Topics.IsId(camera) ? camera : null;
    }

    private static string? IdIn(string name, string folder) => name.Split('/') is [var first, var id] && first == folder && Topics.IsId(id) ? id : null;

    private static string FirstSentence(string message)
    {
        // The serializer names its own types and appends "Path: ... | LineNumber: ..."; a vendor knows neither, and the pointer says it better.
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        var sentence = end < 0 ? message : message[..end];
        const string missing = "was missing required properties including: ";
        if (sentence.IndexOf(missing, StringComparison.Ordinal) is >= 0 and var at)
            return "required fields are missing: " + sentence[(at + missing.Length)..];
        return sentence.StartsWith("The JSON value could not be converted", StringComparison.Ordinal) ? "the value is of the wrong type or not one of the allowed words" : sentence;
    }

    private static Reading.Unusable Bad(Incoming message, string device, string id, string reason, string? pointer, string detail) =>
        new(message, device, id, new(reason, pointer, detail));
}
