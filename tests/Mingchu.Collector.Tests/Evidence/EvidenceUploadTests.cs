using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Evidence;
using Mingchu.Collector.Tests.Ingest;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Tests.Evidence;

public sealed class FolderUploadTests(EmbeddedOnSqlite collector) : EvidenceUploadContract(collector), IClassFixture<EmbeddedOnSqlite>;

public sealed class BucketUploadTests(EmbeddedWithBucket collector) : EvidenceUploadContract(collector), IClassFixture<EmbeddedWithBucket>;

/// <summary>Uploads of boxes and what people see of them, whatever store keeps the files.</summary>
public abstract class EvidenceUploadContract(CollectorFixture collector)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upload_is_kept_once_and_joins_its_case()
    {
        var (box, premises, token) = await collector.Device(Ct);
        await using var _b = box;
        var alert = Some.Alert(box.Id, Some.Now().AddMinutes(-1));
        await box.Send(alert, Ct);
        var picture = Some.Jpeg("upload " + box.Id);
        Assert.Equal(HttpStatusCode.Created, await Put(box.Id, token, alert.AlertId, "boxed", picture));
        Assert.Equal(HttpStatusCode.NoContent, await Put(box.Id, token, alert.AlertId, "boxed", picture));
        await box.Send(Some.Evidence(alert, picture), Ct);
        var opened = await collector.Look(db => db.Cases.SingleAsync(c => c.PremisesId == premises, Ct));
        Assert.Equal(Hash(picture), opened.Picture);
        Assert.Equal(1, await collector.Look(db => db.CaseEvents.CountAsync(e => e.CaseId == opened.Id && e.Type == "evidence-attached", Ct)));
        Assert.Null(await collector.Services.GetRequiredService<EvidenceFiles>().Check(Hash(picture), MediaTypes.Jpeg, Ct));
        Assert.Empty(Directory.GetFiles(Path.Combine(collector.Config.Evidence.Folder, "incoming")));
    }

    [Fact]
    public async Task An_upload_before_its_alert_waits_for_it()
    {
        var (box, premises, token) = await collector.Device(Ct);
        await using var _b = box;
        var alert = Some.Alert(box.Id, Some.Now().AddMinutes(-1));
        var clip = (byte[])[0, 0, 0, 24, .. "ftypisom"u8, .. new byte[200_000]];
        Assert.Equal(HttpStatusCode.Created, await Put(box.Id, token, alert.AlertId, "clip", clip, "video/mp4"));
        await box.Send(alert, Ct);
        var row = await collector.Look(db => db.Evidence.SingleAsync(e => e.Device == box.Id, Ct));
        var opened = await collector.Look(db => db.Cases.SingleAsync(c => c.PremisesId == premises, Ct));
        Assert.Equal((opened.Id, 200_012L, EvidenceKind.Clip), (row.CaseId, row.Bytes, row.Kind));
    }

    [Fact]
    public async Task A_supervisor_sees_a_clip_as_it_was_uploaded_and_jumps_in_it()
    {
        var (box, _, token) = await collector.Device(Ct);
        await using var _b = box;
        var alert = Some.Alert(box.Id, Some.Now().AddMinutes(-1));
        await box.Send(alert, Ct);
        byte[] clip = [0, 0, 0, 24, .. "ftypisom"u8, .. RandomNumberGenerator.GetBytes(300_000)];
        Assert.Equal(HttpStatusCode.Created, await Put(box.Id, token, alert.AlertId, "clip", clip, "video/mp4"));
        using var told = new StringWriter();
        Assert.Equal(0, await AccountCommands.AddToken(collector.Services, "hub-" + box.Id, null, told, told));
        using var http = new HttpClient { BaseAddress = collector.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", told.ToString().Trim());
        Assert.Equal(clip, await http.GetByteArrayAsync($"api/v1/evidence/{Hash(clip)}", Ct));

        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/evidence/{Hash(clip)}") { Headers = { Range = new(200_000, 200_999) } };
        using var part = await http.SendAsync(request, Ct);
        Assert.Equal((HttpStatusCode.PartialContent, 300_012L), (part.StatusCode, part.Content.Headers.ContentRange?.Length));
        Assert.Equal(clip[200_000..201_000], await part.Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    public async Task Bad_uploads_are_refused_with_their_reason_and_leave_nothing()
    {
        var (box, _, token) = await collector.Device(Ct);
        await using var _b = box;
        var (other, _, _) = await collector.Device(Ct);
        await using var _o = other;
        var picture = Some.Jpeg("bad uploads");
        Assert.Equal(HttpStatusCode.Unauthorized, await Put(box.Id, "wrong", "a1", "boxed", picture));
        Assert.Equal(HttpStatusCode.Unauthorized, await Put(other.Id, token, "a1", "boxed", picture));
        Assert.Equal(HttpStatusCode.Unauthorized, await Put("nobody", token, "a1", "boxed", picture));
        Assert.Equal(HttpStatusCode.NotFound, await Put(box.Id, token, "a1", "xray", picture));
        Assert.Equal(HttpStatusCode.BadRequest, await Put(box.Id, token, "a%20b", "boxed", picture));
        Assert.Equal(HttpStatusCode.BadRequest, await Put(box.Id, token, "..%5c..", "boxed", picture));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await Put(box.Id, token, "a1", "clip", picture));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await Put(box.Id, token, "a1", "boxed", picture, "text/html"));
        Assert.Equal(HttpStatusCode.BadRequest, await Put(box.Id, token, "a1", "boxed", picture, digest: "sha-256=:AAAA:"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Put(box.Id, token, "a1", "boxed", picture, digest: $"sha-256=:{Convert.ToBase64String(new byte[32])}:"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Put(box.Id, token, "a1", "boxed", "<html><script>alert(1)</script>"u8.ToArray()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Put(box.Id, token, "a1", "boxed", []));
        Assert.False(await collector.Look(db => db.Evidence.AnyAsync(e => e.Device == box.Id, Ct)));

        Assert.Equal(HttpStatusCode.Created, await Put(box.Id, token, "a1", "boxed", picture));
        Assert.Equal(HttpStatusCode.Conflict, await Put(box.Id, token, "a1", "boxed", Some.Jpeg("another")));
    }

    [Fact]
    public async Task After_ten_wrong_tokens_even_the_right_one_has_to_wait()
    {
        var (box, _, token) = await collector.Device(Ct);
        await using var _b = box;
        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, await Put(box.Id, $"wrong{i}", "a1", "boxed", Some.Jpeg()));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Put(box.Id, token, "a1", "boxed", Some.Jpeg()));
    }

    private async Task<HttpStatusCode> Put(string device, string token, string alertId, string kind, byte[] content, string mediaType = "image/jpeg", string? digest = null)
    {
        using var http = new HttpClient { BaseAddress = collector.Address };
        using var request = new HttpRequestMessage(HttpMethod.Put, $"evidence/v1/{device}/{alertId}/{kind}") { Content = new ByteArrayContent(content) };
        request.Headers.Authorization = new("Bearer", token);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        request.Content.Headers.Add("Content-Digest", digest ?? $"sha-256=:{Convert.ToBase64String(SHA256.HashData(content))}:");
        using var response = await http.SendAsync(request, Ct);
        return response.StatusCode;
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
