using System.Globalization;
using Mingchu.Edge.Config;
using Mingchu.Edge.Uplink;
using MQTTnet;

namespace Mingchu.Edge.Checks;

/// <summary>Logs in at the broker and asks the collector for its time, by a session of its own that leaves the worker's alone.</summary>
public static class CollectorCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), Tolerable = TimeSpan.FromSeconds(5), Wrong = TimeSpan.FromMinutes(1);

    /// <summary>Broker and collector.</summary>
    public static async Task<IReadOnlyList<Finding>> RunAsync(EdgeConfig config, TimeProvider time, CancellationToken ct) =>
        [.. await Task.WhenAll(BrokerAsync(config, time, ct), EvidenceAsync(config, time, ct))];

    private static async Task<Finding> BrokerAsync(EdgeConfig config, TimeProvider time, CancellationToken ct)
    {
        const string subject = "broker";
        var address = config.Collector.Mqtt;
        if (await HostProbe.RunAsync(subject, address, config.Collector.Ca, time.GetUtcNow(), ct) is { } fault)
            return fault;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        using var client = new MqttClientFactory().CreateMqttClient();
        try
        {
            var answer = await client.ConnectAsync(await Uplink.LinkOptions.ForCheckAsync(config, ct), patience.Token);
            if (answer.ResultCode is MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.NotAuthorized or MqttClientConnectResultCode.ClientIdentifierNotValid)
                return new(Severity.Error, subject, "broker.login", address.Host, config.Device, config.Collector.TokenFile);
            if (answer.ResultCode != MqttClientConnectResultCode.Success)
                return new(Severity.Error, subject, "broker.refused", address.Host, answer.ResultCode);
            await client.DisconnectAsync(cancellationToken: patience.Token);
            return new(Severity.Ok, subject, "broker.ok", address.Host, config.Device);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(Severity.Error, subject, "broker.silent", address.Host);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(Severity.Error, subject, "broker.refused", address.Host, e.GetBaseException().Message);
        }
    }

    private static async Task<Finding> EvidenceAsync(EdgeConfig config, TimeProvider time, CancellationToken ct)
    {
        const string subject = "collector";
        var address = config.Collector.Evidence;
        if (await HostProbe.RunAsync(subject, address, config.Collector.Ca, time.GetUtcNow(), ct) is { } fault)
            return fault;
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false };
        if (config.Collector.Ca is not null)
            handler.SslOptions.CertificateChainPolicy = Trust.Policy(config.Collector.Ca);
        using var http = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = 64 * 1024 };
        try
        {
            using var answer = await http.GetAsync(new Uri(address.AbsoluteUri.TrimEnd('/') + "/healthz"), HttpCompletionOption.ResponseHeadersRead, ct);
            var off = answer.Headers.Date is { } date ? time.GetUtcNow() - date : (TimeSpan?)null;
            if (!answer.IsSuccessStatusCode)
                return new(Severity.Warning, subject, "collector.status", address.Host, (int)answer.StatusCode);
            return off is { } known ? Clock(subject, address.Host, known) : new(Severity.Ok, subject, "collector.ok", address.Host, "?");
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new(Severity.Error, subject, "collector.silent", address.Host, e.GetBaseException().Message);
        }
    }

    /// <summary>What is to be said of the box's clock, which is ahead of the collector's by <paramref name="ahead"/>; the header counts whole seconds.</summary>
    public static Finding Clock(string subject, string host, TimeSpan ahead)
    {
        var seconds = Math.Round(ahead.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return ahead.Duration() > Wrong ? new(Severity.Error, subject, "clock.wrong", host, seconds)
            : ahead.Duration() > Tolerable ? new(Severity.Warning, subject, "clock.off", host, seconds)
            : new(Severity.Ok, subject, "collector.ok", host, seconds);
    }
}
