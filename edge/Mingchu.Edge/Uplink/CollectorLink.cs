using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Config;
using Mingchu.Edge.Spool;
using MQTTnet;
using MQTTnet.Protocol;

namespace Mingchu.Edge.Uplink;

/// <summary>
/// The session with the collector's broker: connects for ever, says what the box and its cameras are, and ships the spool (<see cref="Shipment"/>).
/// One loop owns all of its state; whatever happens elsewhere (receipts, sends, news) comes in as a note to that loop.
/// </summary>
public sealed class CollectorLink(
    EdgeConfig config,
    Birth birth,
    AlertSpool spool,
    CameraBoard board,
    Func<Telemetry> figures,
    LinkPace pace,
    TimeProvider time,
    Serilog.ILogger log,
    params IReadOnlyList<ILinkPart> parts) : IDisposable
{
    private readonly Shipment shipment = new(config, spool, pace, time, log);
    private volatile Channel<Action>? notes;
    private volatile Birth birth = birth;
    private string? complaint;
    private long statusNumber;

    /// <summary>Whether the broker is reached.</summary>
    public bool Connected { get; private set; }

    /// <summary>What keeps it from the broker, or null.</summary>
    public string? Complaint => Connected ? null : complaint ?? "not connected yet";

    /// <summary>Runs until cancelled, through every loss of broker and collector; then says goodbye.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        spool.Changed += Wake;
        board.Changed += OnCamera;
        var failures = 0;
        while (!ct.IsCancellationRequested)
        {
            var begun = time.GetTimestamp();
            try
            {
                await LiveAsync(ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                Complain(e);
            }
            catch (Exception)
            {
                // Stopped: what that breaks off ends as cancelled, and in the MQTT client at times as timed out.
                break;
            }
            Connected = false;
            failures = time.GetElapsedTime(begun) > TimeSpan.FromSeconds(30) ? 1 : failures + 1;
            await Task.Delay(Backoff.After(failures, Random.Shared.NextDouble(), pace.Reconnect), time, ct)
                .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
        spool.Changed -= Wake;
        board.Changed -= OnCamera;
    }

    /// <summary>Says again what the box is, since it changed.</summary>
    public void Tell(Birth changed)
    {
        birth = changed;
        Wake();
    }

    /// <inheritdoc/>
    public void Dispose() => shipment.Dispose();

    private async Task LiveAsync(CancellationToken ct)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var inbox = Channel.CreateUnbounded<Action>(new() { SingleReader = true });
        client.DisconnectedAsync += e =>
        {
            // A connection that never came up ends in an exception that says more.
            if (Connected)
                complaint = $"the broker ended the connection: {e.ReasonString ?? e.Exception?.Message ?? e.Reason.ToString()}";
            return gone.CancelAsync();
        };
        client.ApplicationMessageReceivedAsync += e =>
        {
            if (parts.FirstOrDefault(p => p.Filter == e.ApplicationMessage.Topic) is { } part)
                part.Receive(e.ApplicationMessage.Topic, e.ApplicationMessage.Payload);
            else
                Answer(e.ApplicationMessage, inbox.Writer);
            return Task.CompletedTask;
        };
        var answer = await client.ConnectAsync(await LinkOptions.ForAsync(config, Status(online: false), ct), ct);
        if (answer.ResultCode != MqttClientConnectResultCode.Success)
            throw new IOException($"the broker refuses device {config.Device}: {answer.ResultCode}");
        foreach (var topic in parts.Select(p => p.Filter).OfType<string>().Prepend(Topics.Receipts(config.Device)))
            await client.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtLeastOnce, gone.Token);
        await PublishAsync(client, Topics.Status(config.Device), Status(online: true), ContractJson.Wire.CloudEventDeviceStatus, retain: true, gone.Token);
        await PublishAsync(client, Topics.Birth(config.Device),
            Envelope.Of(config.Device, MessageTypes.Birth, $"birth/{birth.Session}", time.GetUtcNow(), birth), ContractJson.Wire.CloudEventBirth, retain: true, gone.Token);
        (Connected, complaint) = (true, null);
        log.Information("Connected to {Broker} as {Device}, session {Session}, {Count} messages waiting", config.Collector.Mqtt, config.Device, birth.Session, spool.Index.Count);
        notes = inbox;
        try
        {
            await ShipAsync(client, inbox, gone.Token);
        }
        finally
        {
            notes = null;
            shipment.Clear();
            Connected = false;
            if (ct.IsCancellationRequested)
                await SayGoodbyeAsync(client);
        }
    }

    private async Task ShipAsync(IMqttClient client, Channel<Action> inbox, CancellationToken gone)
    {
        var cameras = new Dictionary<string, CameraStatus>(StringComparer.Ordinal);
        foreach (var part in parts)
            part.Begin();
        var said = birth;
        var telemetryAt = time.GetUtcNow() + pace.Telemetry;
        while (true)
        {
            foreach (var status in board.All.Where(s => cameras.GetValueOrDefault(s.Camera) != s).ToList())
            {
                await PublishAsync(client, Topics.CameraStatus(config.Device, status.Camera),
                    Envelope.Of(config.Device, MessageTypes.CameraStatus, $"camera/{birth.Session}/{++statusNumber}", time.GetUtcNow(), status),
                    ContractJson.Wire.CloudEventCameraStatus, retain: true, gone);
                cameras[status.Camera] = status;
            }
            if (birth != said)
            {
                said = birth;
                await PublishAsync(client, Topics.Birth(config.Device), Envelope.Of(config.Device, MessageTypes.Birth, $"birth/{said.Session}/{++statusNumber}", time.GetUtcNow(), said),
                    ContractJson.Wire.CloudEventBirth, retain: true, gone);
            }
            foreach (var due in parts.SelectMany(p => p.Due(time.GetUtcNow())).ToList())
                await client.PublishAsync(LinkMessages.Of(due.Topic, due.Payload, due.Retain), gone);
            shipment.Launch(client, inbox.Writer, gone);
            if (time.GetUtcNow() >= telemetryAt)
            {
                telemetryAt = time.GetUtcNow() + pace.Telemetry;
                await TellFiguresAsync(client, gone);
            }
            await WaitAsync(inbox.Reader, gone);
            while (inbox.Reader.TryRead(out var note))
                note();
        }
    }

    private static async Task WaitAsync(ChannelReader<Action> inbox, CancellationToken gone)
    {
        using var tick = CancellationTokenSource.CreateLinkedTokenSource(gone);
        tick.CancelAfter(TimeSpan.FromSeconds(1));
        try
        {
            await inbox.WaitToReadAsync(tick.Token);
        }
        catch (OperationCanceledException) when (!gone.IsCancellationRequested)
        {
            // Time to look for receipts that did not come.
        }
    }

    private void Answer(MqttApplicationMessage message, ChannelWriter<Action> inbox)
    {
        if (shipment.Read(message) is not { } receipt)
            return;
        foreach (var part in parts)
            part.Answered(receipt);
        _ = shipment.SettleAsync(receipt, inbox);
    }

    private async Task TellFiguresAsync(IMqttClient client, CancellationToken gone)
    {
        var telemetry = Envelope.Of(config.Device, MessageTypes.Telemetry, $"telemetry/{birth.Session}/{++statusNumber}", time.GetUtcNow(), figures());
        var message = LinkMessages.Of(Topics.Telemetry(config.Device), JsonSerializer.SerializeToUtf8Bytes(telemetry, ContractJson.Wire.CloudEventTelemetry));
        message.QualityOfServiceLevel = MqttQualityOfServiceLevel.AtMostOnce;
        await client.PublishAsync(message, gone);
    }

    private async Task SayGoodbyeAsync(IMqttClient client)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await PublishAsync(client, Topics.Status(config.Device), Status(online: false), ContractJson.Wire.CloudEventDeviceStatus, retain: true, patience.Token);
            await client.DisconnectAsync(MqttClientDisconnectOptionsReason.NormalDisconnection, cancellationToken: patience.Token);
        }
        catch (Exception e)
        {
            log.Debug("No goodbye: {Why}", e.Message);
        }
    }

    private CloudEvent<DeviceStatus> Status(bool online) => Envelope.Of(
        config.Device, MessageTypes.DeviceStatus, $"status/{birth.Session}/{++statusNumber}", time.GetUtcNow(), new DeviceStatus(online, birth.Session));

    private static async Task PublishAsync<T>(IMqttClient client, string topic, T body, JsonTypeInfo<T> type, bool retain, CancellationToken ct)
    {
        await client.PublishAsync(LinkMessages.Of(topic, JsonSerializer.SerializeToUtf8Bytes(body, type), retain), ct);
    }

    private void Wake() => notes?.Writer.TryWrite(() => { });

    private void OnCamera(CameraStatus status) => Wake();

    private void Complain(Exception e)
    {
        var text = e.InnerException is { } inner ? $"{e.Message} ({inner.Message})" : e.Message;
        if (e is OperationCanceledException)
            text = complaint ?? text;
        if (text == complaint && e is not OperationCanceledException)
            log.Debug("Still no connection to {Broker}: {Why}", config.Collector.Mqtt, text);
        else
            log.Warning("No connection to {Broker}: {Why}", config.Collector.Mqtt, text);
        complaint = text;
    }
}
