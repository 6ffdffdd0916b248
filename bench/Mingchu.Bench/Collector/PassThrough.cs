using System.Diagnostics;
using System.Net;
using Mingchu.Contracts;
using Mingchu.Rig;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Mingchu.Bench.Collector;

/// <summary>The broker alone: the same boxes send the same messages through the same broker library to one reader who only acknowledges them.</summary>
internal static class PassThrough
{
    /// <summary>Messages per second from the first one sent to the last one received.</summary>
    public static async Task<double> Run(IReadOnlyList<(string Device, string Token)> boxes, int count, CancellationToken ct)
    {
        var port = FreePort.Next();
        using var server = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointPort(port)
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointBoundIPV6Address(IPAddress.None).WithMaxPendingMessagesPerClient(100_000).Build());
        await server.StartAsync();
        using var reader = new MqttClientFactory().CreateMqttClient();
        var (left, all) = (count / boxes.Count * boxes.Count, new TaskCompletionSource());
        reader.ApplicationMessageReceivedAsync += _ =>
        {
            if (Interlocked.Decrement(ref left) == 0)
                all.SetResult();
            return Task.CompletedTask;
        };
        await reader.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(MqttProtocolVersion.V500).Build(), ct);
        await reader.SubscribeAsync($"{Topics.Prefix}/+/alerts", MqttQualityOfServiceLevel.AtLeastOnce, ct);
        double rate;
        await using (var fleet = await BoxFleet.Connect(boxes, port, receipts: false, ct))
        {
            var (since, sum) = (Stopwatch.GetTimestamp(), left);
            await fleet.Flood(count, ct);
            await all.Task.WaitAsync(TimeSpan.FromMinutes(5), ct);
            rate = sum / Stopwatch.GetElapsedTime(since).TotalSeconds;
        }

        await reader.DisconnectAsync(cancellationToken: ct);
        await server.StopAsync(new MqttServerStopOptions());
        return rate;
    }
}
