using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Platforms;
using Mingchu.Collector.Storage;
using Mingchu.Collector.Tests.Api;

namespace Mingchu.Collector.Tests.Platforms;

/// <summary>What people and platforms do with notices and shops, by the API.</summary>
internal static class PlatformOffice
{
    private static readonly byte[] Jpeg = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Pages", "pictures", "clean.jpg"));

    /// <summary>Sends a request that must be answered with success; the answer's body.</summary>
    public static async Task<JsonElement> Send(this Office office, Role role, HttpMethod method, string path, object? body = null, int? version = null, string? key = null)
    {
        using var response = await office.Ask(role, method, path, body, version, key);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{role} {method} {path}: {response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Status and code of a request that must be refused.</summary>
    public static async Task<(HttpStatusCode Status, string? Code)> No(this Office office, Role role, HttpMethod method, string path, object? body = null, int? version = null)
    {
        using var response = await office.Ask(role, method, path, body, version, null);
        Assert.False(response.IsSuccessStatusCode, $"{role} {method} {path} was done");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString());
    }

    public static async Task<HttpResponseMessage> Ask(this Office office, Role role, HttpMethod method, string path, object? body, int? version, string? key)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is byte[] picture)
            request.Content = new ByteArrayContent(picture);
        else if (body is not null)
            request.Content = JsonContent.Create(body);
        if (version is not null)
            request.Headers.IfMatch.Add(new($"\"{version}\""));
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await (await office.As(role)).SendAsync(request);
    }

    /// <summary>Does a step of a notice or listing with the version it has now.</summary>
    public static async Task<JsonElement> Step(this Office office, Role role, string path, string step, object? body = null)
    {
        var found = await office.Get(Role.Supervisor, path);
        var version = found.GetProperty(path.Contains("listings", StringComparison.Ordinal) ? "listing" : "notice").GetProperty("version").GetInt32();
        return await office.Send(role, HttpMethod.Post, $"{path}/{step}", body ?? new { }, version);
    }

    /// <summary>A notice that was drafted by the town's office, reviewed by the county and sent; its address.</summary>
    public static async Task<string> SendNotice(this Office office, string kind, string premises = "canteen-1", Guid? caseId = null)
    {
        var drafted = await office.Send(Role.TownOffice, HttpMethod.Post, "/api/v1/platform-notices",
            new { kind, platform = "meituan", premises, caseId, facts = "后厨脏乱差，多次未整改", basis = "《网络餐饮服务食品安全监督管理办法》第十七条", demand = "核实并督促处置" });
        var path = $"/api/v1/platform-notices/{drafted.GetProperty("notice").GetProperty("id").GetGuid()}";
        await office.Step(Role.TownOffice, path, "submit");
        await office.Step(Role.CountyBureau, path, "approve");
        return path;
    }

    /// <summary>The platform answers with a picture.</summary>
    public static async Task<JsonElement> Answer(this Office office, string path, string text = "已要求商户停业整改")
    {
        await office.Send(Role.Platform, HttpMethod.Post, $"{path}/files", Jpeg);
        return await office.Step(Role.Platform, path, "answer", new { text });
    }

    /// <summary>Lets the time of a notice's next reminder or miss come, and the collector do what is due then.</summary>
    public static async Task NoticeTimePasses(this Office office, string path)
    {
        var id = Guid.Parse(path.Split('/')[^1]);
        await using var db = await office.App.Database();
        var next = await db.Notices.Where(n => n.Id == id).Select(n => n.NextAtMs).SingleAsync();
        Assert.NotNull(next);
        Assert.Equal(1, await office.App.Services.DueNotices(new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(next.Value))).Round(default));
    }

    /// <summary>The due work about notices of one collector whose clock is this.</summary>
    public static NoticeDueWork DueNotices(this IServiceProvider services, TimeProvider time) => new(
        services.GetRequiredService<IDbContextFactory<CollectorDb>>(), services.GetRequiredService<WriterLock>(), services.GetRequiredService<PlatformBook>(),
        services.GetRequiredService<CaseChanges>(), time, NullLogger<NoticeDueWork>.Instance);

    public static string? Stage(JsonElement view) => view.GetProperty("notice").GetProperty("stage").GetString();

    public static string? Status(JsonElement view) => view.GetProperty("listing").GetProperty("status").GetString();

    public static string[] Types(JsonElement view) => [.. view.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("type").GetString()!)];
}
