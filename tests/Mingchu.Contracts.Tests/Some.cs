using Mingchu.Contracts.Hazards;
using Mingchu.Contracts.Messages;

namespace Mingchu.Contracts.Tests;

/// <summary>One valid message of every kind; also the published examples.</summary>
internal static class Some
{
    private const string Device = "box-1";
    private static readonly DateTimeOffset At = new(2026, 1, 31, 8, 15, 30, 250, TimeSpan.Zero);
    private static readonly ModelRef Model = new("kitchen", "1.0.0", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");

    public static Alert Alert { get; } = new(
        AlertIds.For(Device, "stove", "no-cap", null, At), AlertPhase.Raised, 0, "no-cap", "1.0.0", "stove", Verdict.Violation, 0.91,
        At, At.AddSeconds(8), [new AlertBox(0.1, 0.2, 0.05, 0.08, "head cap=none", 0.91)], [Model]);

    /// <summary>A key made for the examples; its private half is gone.</summary>
    public static SigningKey Key { get; } = new("af5b3951d89005197af814b91d52ed06", EvidenceSeal.Algorithm,
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAELx5pX3+0DIWhI5TjU54woYsRIT5hfOMz6VOT7z+NuNIY4iKi/U2bFGerI4HFn0R3wAJY6itfai3du8nzmWNnEg==");

    public static Evidence Evidence { get; } = new(
        Alert.AlertId, EvidenceKind.Boxed, "image/jpeg", 48_213, "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae", At.AddSeconds(8))
    {
        Camera = "stove",
        Heads = [new(0.1, 0.2, 0.05, 0.08)],
        Signature = new(Key.Id, "RUfWa/GOLh5fvG/YPpIVCgEpZGLAjUgZq4TLSWmRsrPE6HHl/XXqa0iGy1zeoGPZBoZ/0jCJ+nYDnsD/YfW8fQ=="),
    };

    public static IReadOnlyDictionary<string, object> Messages { get; } = new Dictionary<string, object>
    {
        ["alert"] = Envelope.Of(Device, Alert),
        ["evidence"] = Envelope.Of(Device, Evidence),
        ["birth"] = Envelope.Of(Device, MessageTypes.Birth, "birth/7", At, new Birth(
            7, "mingchu-edge 0.1.0", "1.0", [new CameraRef("stove", "炉灶")], [Model], ["no-cap", "no-mask"], HazardList.Current.Version)
        {
            SigningKey = Key,
            Clock = new(true, 12.5, "Asia/Shanghai"),
        }),
        ["device-status"] = Envelope.Of(Device, MessageTypes.DeviceStatus, "status/7", At, new DeviceStatus(true, 7)),
        ["camera-status"] = Envelope.Of(Device, MessageTypes.CameraStatus, "camera/stove/12", At, new CameraStatus(
            "stove", CameraState.Offline, At, CameraReasons.Refused, "rtsp://192.0.2.10:554/stream refuses the connection",
            new CameraOutage(At.AddHours(-5), At.AddHours(-5).AddSeconds(48), CameraReasons.Stalled))),
        ["telemetry"] = Envelope.Of(Device, MessageTypes.Telemetry, "telemetry/7/3", At, new Telemetry(
            0, [new CameraFigures("stove", 4.98, 2, 0) { LatencyMs = 41.2, OfflineSeconds = 0, Failed = 0 }], 310_000_000)
        {
            UptimeSeconds = 86_460, SpoolBytes = 0, HeldMessages = 0, GivenUp = 0, DiskFreeBytes = 21_474_836_480, DiskBytes = 31_268_536_320,
            ProcessorLoad = 0.42, TemperatureCelsius = 51.5, Clock = new(true, 12.5, "Asia/Shanghai"), Problems = [],
        }),
        ["sensor-readings"] = Envelope.Of(Device, MessageTypes.SensorReadings, "sensor/cold-store/1769847330250", At, new SensorReadings(
            "cold-store", "celsius", [new SensorReading(4.2, At.AddSeconds(-60)), new SensorReading(4.5, At)])),
        ["prompt"] = Envelope.Of(Device, MessageTypes.Prompt, "prompt/1769847338250/1", At.AddSeconds(8), new Prompt(
            Alert.AlertId, true, "no-cap", PromptLight.Amber, PromptSound.Chime, new("炉灶：未戴厨师帽", "炉灶: No cap"), At.AddSeconds(38), "stove")),
        ["config-desired"] = new CloudEvent<DesiredConfig>("1.0", "config/box-1/4", "collector", MessageTypes.DesiredConfig, At, new DesiredConfig(
            4, "rules:\n  - {hazard: no-cap, dwell: 10s}\ncameras:\n  - id: stove\n    masks: [{area: [[0, 0], [0.2, 0], [0.2, 0.1], [0, 0.1]], for: [fire-smoke]}]\n")),
        ["config-reported"] = Envelope.Of(Device, MessageTypes.ReportedConfig, "config/7/2", At, new ReportedConfig(
            4, ConfigState.Refused, 3, At, [new ConfigProblem(2, "rules[0].hazard", "hazard 'no-hat' is not in the hazard list 1.1.1")], "rules:\n  - {hazard: no-cap, dwell: 8s}\n")),
        ["camera-command"] = new CloudEvent<CameraCommand>("1.0", "6f1c9a52b0e84c7d9a3f5e2d1c0b4a87", "collector", MessageTypes.CameraCommand, At, new CameraCommand(CommandKind.LiveStart, "stove", At.AddSeconds(30))
        {
            Live = new("wq2Zr3cS4hV5jX6kY7mZ8nA9pB0qC1rD2sE3tF4uG5v", 300, 8 << 20),
        }),
        ["command-reply"] = Envelope.Of(Device, MessageTypes.CommandReply, "reply/6f1c9a52b0e84c7d9a3f5e2d1c0b4a87/1", At.AddSeconds(1), new CommandReply(
            "6f1c9a52b0e84c7d9a3f5e2d1c0b4a87", CommandOutcome.Refused, At.AddSeconds(1), CommandReasons.CodecNotShown,
            "camera stove sends hevc; live view passes H.264 on, or set viewing.transcode")),
        ["receipt"] = new CloudEvent<Receipt>("1.0", "receipt/41", "collector", MessageTypes.Receipt, At, new Receipt(
            AlertIds.Message(Alert.AlertId, 0), ReceiptResult.Rejected, At, RejectReasons.UnknownHazard, "/data/hazard",
            "hazard 'no-hat' is not in hazard list 1.0.0; use one of its codes")),
    };
}
