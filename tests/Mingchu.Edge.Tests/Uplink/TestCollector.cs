using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using MQTTnet.Protocol;
using MQTTnet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Mingchu.Contracts.Messages;
using Mingchu.Contracts;

namespace Mingchu.Edge.Tests.Uplink;

/// <summary>
/// The least that a collector does: takes uploads, reads alerts and evidence, answers with receipts as the test says.
/// </summary>
public sealed class TestCollector : IAsyncDisposable
{
    private readonly ITestBroker broker;
    private readonly WebApplication http;
    private readonly ConcurrentDictionary<string, int> counts = new();
    private IMqttClient? client;

    private TestCollector(ITestBroker broker, WebApplication http) => (this.broker, this.http) = (broker, http);

    /// <summary>Ids of alerts and evidence in the order they came, doubles included; evidence without its upload comes as <c>no upload</c>.</summary>
    public ConcurrentQueue<string> Seen { get; } = new();

    /// <summary>Uploads: path without prefix, and bytes.</summary>
    public ConcurrentDictionary<string, byte[]> Uploads { get; } = new();

    /// <summary>Everything else: topic and payload.</summary>
    public ConcurrentDictionary<string, string> Statuses { get; } = new();

    /// <summary>Id and how often it came (from 1) to an answer; null is silence.</summary>
    public Func<string, int, Receipt?> Answer { get; set; } = (id, n) => new(id, n == 1 ? ReceiptResult.Accepted : ReceiptResult.Duplicate, DateTimeOffset.UtcNow);

    /// <summary>Packages of models by <c>NAME/VERSION</c>.</summary>
    public ConcurrentDictionary<string, byte[]> Models { get; } = new();

    /// <summary>Status code of the next uploads.</summary>
    public int UploadStatus { get; set; } = 201;

    public Uri Address => new(http.Urls.First());

    public static async Task<TestCollector> Start(ITestBroker broker, string token, CancellationToken ct, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var collector = new TestCollector(broker, app);
        app.MapPut("/evidence/v1/{device}/{alert}/{kind}", async (string device, string alert, string kind, HttpRequest request) =>
        {
            if (request.Headers.Authorization != $"Bearer {token}")
                return Results.StatusCode(401);
            if (collector.UploadStatus >= 300)
                return Results.StatusCode(collector.UploadStatus);
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var digest = $"sha-256=:{Convert.ToBase64String(SHA256.HashData(body.ToArray()))}:";
            if (request.Headers["Content-Digest"] != digest || request.ContentType != "image/jpeg")
                return Results.StatusCode(400);
            collector.Uploads[$"{alert}/{kind}"] = body.ToArray();
            return Results.StatusCode(collector.UploadStatus);
        });
        app.MapGet("/models/v1/{device}/{name}/{version}", (string device, string name, string version, HttpRequest request) =>
            request.Headers.Authorization != $"Bearer {token}" || device != "box-1" ? Results.StatusCode(401)
            : collector.Models.TryGetValue($"{name}/{version}", out var package) ? Results.Bytes(package, "application/zip") : Results.NotFound());
        await app.StartAsync(ct);
        await collector.Connect(ct);
        return collector;
    }

    public async Task Connect(CancellationToken ct)
    {
        client?.Dispose();
        client = new MqttClientFactory().CreateMqttClient();
        client.ApplicationMessageReceivedAsync += Take;
        var (user, password) = broker.Collector;
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).WithClientId("collector")
            .WithCredentials(user, password).WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500).Build(), ct);
        await client.SubscribeAsync($"{Topics.Prefix}/#", MqttQualityOfServiceLevel.AtLeastOnce, ct);
    }

    /// <summary>Publishes something retained.</summary>
    public Task Publish(string topic, byte[] payload) => client!.PublishAsync(new MqttApplicationMessage
    {
        Topic = topic,
        PayloadSegment = payload,
        QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        Retain = true,
    });

    public Task Disconnect() => client!.DisconnectAsync();

    public Task Send(Receipt receipt, string device = "box-1") => client!.PublishAsync(new MqttApplicationMessageBuilder()
        .WithTopic(Topics.Receipts(device)).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
        .WithPayload(JsonSerializer.SerializeToUtf8Bytes(
            new CloudEvent<Receipt>("1.0", $"receipt/{receipt.MessageId}", "collector", MessageTypes.Receipt, receipt.At, receipt), ContractJson.Wire.CloudEventReceipt)).Build());

    public Task Send(string junk, string device = "box-1") =>
        client!.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(Topics.Receipts(device)).WithPayload(junk).Build());

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        await http.DisposeAsync();
    }

    private async Task Take(MqttApplicationMessageReceivedEventArgs e)
    {
        var topic = e.ApplicationMessage.Topic;
        if (topic.EndsWith("/receipts", StringComparison.Ordinal))
            return;
        var text = e.ApplicationMessage.ConvertPayloadToString();
        if (!topic.EndsWith("/alerts", StringComparison.Ordinal) && !topic.EndsWith("/evidence", StringComparison.Ordinal))
        {
            Statuses[topic] = text;
            return;
        }
        Assert.Equal("application/json", e.ApplicationMessage.ContentType);
        using var json = JsonDocument.Parse(text);
        var id = json.RootElement.GetProperty("id").GetString()!;
        Seen.Enqueue(topic.EndsWith("/evidence", StringComparison.Ordinal) && !Uploads.ContainsKey(id) ? $"no upload of {id}" : id);
        if (Answer(id, counts.AddOrUpdate(id, 1, (_, n) => n + 1)) is { } receipt)
            await Send(receipt);
    }
}
