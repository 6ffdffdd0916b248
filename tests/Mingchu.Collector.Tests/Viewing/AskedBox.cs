using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Mingchu.Collector.Tests.Ingest;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Rig;
using MQTTnet;

namespace Mingchu.Collector.Tests.Viewing;

/// <summary>A box that hears commands, with its token and the collector that it puts pictures to.</summary>
internal sealed record AskedBox(Box Box, string Token, Uri Collector) : IAsyncDisposable
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public string Id => Box.Id;

    public IReadOnlyCollection<CloudEvent<CameraCommand>> Commands => Box.Commands;

    public Task<MqttClientSubscribeResult> Subscribe(string filter, CancellationToken ct) => Box.Subscribe(filter, ct);

    public Task<MqttClientPublishResult> Publish(string topic, byte[] payload, CancellationToken ct, bool retain = false) => Box.Publish(topic, payload, ct, retain);

    /// <summary>The command with this id, when it comes.</summary>
    public Task<CameraCommand> Heard(Guid id) => Wait.For("the command", () => Task.FromResult(Commands.FirstOrDefault(c => c.Id == $"{id:N}")?.Data), Ct);

    /// <summary>The first command of a kind, when it comes.</summary>
    public Task<CameraCommand> Heard(CommandKind kind) => Wait.For("the command", () => Task.FromResult(Commands.Select(c => c.Data).FirstOrDefault(c => c.Kind == kind)), Ct);

    /// <summary>Answers a command.</summary>
    public Task Reply(Guid id, CommandOutcome outcome, string? reason = null, string? detail = null) => Publish(Topics.Replies(Id),
        JsonSerializer.SerializeToUtf8Bytes(Envelope.Of(Id, MessageTypes.CommandReply, $"reply/{Guid.NewGuid():N}", Some.Now(),
            new CommandReply($"{id:N}", outcome, Some.Now(), reason, detail)), ContractJson.Wire.CloudEventCommandReply), Ct);

    /// <summary>Puts the picture that was asked for; the status it is answered with.</summary>
    public async Task<HttpStatusCode> PutPicture(Guid id, string token, byte[] jpeg)
    {
        using var content = new ByteArrayContent(jpeg);
        content.Headers.ContentType = new("image/jpeg");
        content.Headers.Add("Content-Digest", $"sha-256=:{Convert.ToBase64String(SHA256.HashData(jpeg))}:");
        return await Put(Collector, $"/evidence/v1/{Id}/{id:N}/snapshot", token, content);
    }

    /// <summary>Puts anything anywhere; the status it is answered with.</summary>
    public static async Task<HttpStatusCode> Put(Uri collector, string path, string token, HttpContent content)
    {
        using var http = new HttpClient { BaseAddress = collector };
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, Ct);
        return answer.StatusCode;
    }

    public ValueTask DisposeAsync() => Box.DisposeAsync();
}
