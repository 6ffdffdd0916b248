using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Config;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Mingchu.Edge.Uplink;

/// <summary>How the device presents itself to the broker.</summary>
internal static class LinkOptions
{
    public static async Task<MqttClientOptions> ForAsync(EdgeConfig config, CloudEvent<DeviceStatus> will, CancellationToken ct) =>
        (await BuilderAsync(config, config.Device, ct))
            .WithWillTopic(Topics.Status(config.Device))
            .WithWillPayload(JsonSerializer.SerializeToUtf8Bytes(will, ContractJson.Wire.CloudEventDeviceStatus))
            .WithWillContentType("application/json")
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithWillRetain()
            .Build();

    /// <summary>A login for trial: by another client id, so that the worker keeps its session, and without a will.</summary>
    public static async Task<MqttClientOptions> ForCheckAsync(EdgeConfig config, CancellationToken ct) =>
        (await BuilderAsync(config, $"{config.Device}/check", ct)).Build();

    private static async Task<MqttClientOptionsBuilder> BuilderAsync(EdgeConfig config, string clientId, CancellationToken ct)
    {
        var address = config.Collector.Mqtt;
        var secure = address.Scheme == "mqtts";
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(address.Host, address.IsDefaultPort || address.Port < 0 ? secure ? 8883 : 1883 : address.Port)
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId(clientId)
            .WithCredentials(config.Device, await Token.ReadAsync(config.Collector.TokenFile, ct))
            // What is under way lies in the spool; a session kept by the broker would only deliver it twice.
            .WithCleanStart(true)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(15))
            .WithTimeout(TimeSpan.FromSeconds(10));
        if (secure)
            builder.WithTlsOptions(tls =>
            {
                tls.UseTls().WithTargetHost(address.Host);
                if (config.Collector.Ca is not null)
                {
                    var authorities = new X509Certificate2Collection();
                    authorities.ImportFromPemFile(config.Collector.Ca);
                    tls.WithTrustChain(authorities).WithRevocationMode(X509RevocationMode.NoCheck);
                }
            });
        return builder;
    }
}
