using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Config;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Storage;
using Mingchu.Collector.Tests.Pages;

namespace Mingchu.Collector.Tests.Api;

/// <summary>The real collector and people of every role, each signed in through the login form, acting on cases by the API.</summary>
internal sealed partial class Office(ReviewApp app) : IAsyncDisposable
{
    private const string Unit = "putian/xianyou/licheng/donghe/3/2";
    private readonly Dictionary<Role, HttpClient> people = [];

    public ReviewApp App => app;

    public static async Task<Office> Open(Func<CollectorConfig, CollectorConfig>? change = null)
    {
        var office = new Office(await ReviewApp.Start(change));
        await office.App.AddPremises("canteen-1", "实验小学食堂", Unit, "meituan");
        return office;
    }

    /// <summary>What the person gets from a path.</summary>
    public async Task<JsonElement> Get(Role role, string path)
    {
        using var response = await (await As(role)).GetAsync(path);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await Body(response);
    }

    public Task<JsonElement> Case(Role role, Guid id) => Get(role, $"/api/v1/cases/{id}");

    /// <summary>Hands in a lead that must be taken; the case it is in.</summary>
    public async Task<Guid> Register(Role role, string source, string hazard, string text = "后厨地面有积水", string? reference = null)
    {
        using var response = await (await As(role)).PostAsJsonAsync("/api/v1/leads", new { source, premises = "canteen-1", hazard, text, reference });
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await Body(response)).GetProperty("caseId").GetGuid();
    }

    /// <summary>Does a step that must be done; the case after it.</summary>
    public async Task<JsonElement> Do(Role role, Guid id, string step, object? body = null)
    {
        using var response = await Try(role, id, step, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{role} {step}: {response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Code of the refusal of a step.</summary>
    public async Task<string?> Refused(Role role, Guid id, string step, object? body = null)
    {
        using var response = await Try(role, id, step, body);
        Assert.False(response.IsSuccessStatusCode, $"{role} {step} was done");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return (await Body(response)).GetProperty("code").GetString();
    }

    /// <summary>Sends a step with the version the case has now, as a page does.</summary>
    public async Task<HttpResponseMessage> Try(Role role, Guid id, string step, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/cases/{id}/{step}") { Content = JsonContent.Create(body ?? new { }) };
        await using var db = await app.Database();
        request.Headers.IfMatch.Add(new($"\"{await db.Cases.Where(c => c.Id == id).Select(c => c.Version).SingleAsync()}\""));
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await (await As(role)).SendAsync(request);
    }

    /// <summary>Lets the time of a case's next reminder, miss or notice come, and the collector do what is due then.</summary>
    public async Task TimePasses(Guid id)
    {
        await using var db = await app.Database();
        var next = await db.Cases.Where(c => c.Id == id).Select(c => c.NextAtMs).SingleAsync();
        Assert.NotNull(next);
        await Collector(new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(next.Value))).Round(default);
    }

    /// <summary>The due work of one collector whose clock is this.</summary>
    public DueWork Collector(TimeProvider time) => new(
        app.Services.GetRequiredService<IDbContextFactory<CollectorDb>>(), app.Services.GetRequiredService<WriterLock>(), app.Services.GetRequiredService<CaseBook>(),
        app.Services.GetRequiredService<CaseChanges>(), time, NullLogger<DueWork>.Instance);

    public static string[] Types(JsonElement found) => [.. found.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("type").GetString()!)];

    public static string? Holder(JsonElement found) => found.GetProperty("flow").GetProperty("holder").GetString();

    public static string? Stage(JsonElement found) => found.GetProperty("stage").GetString();

    /// <summary>The person of this role, whose area holds the premises.</summary>
    public async Task<HttpClient> As(Role role)
    {
        if (people.TryGetValue(role, out var known))
            return known;
        var name = $"{role.Word()}-1";
        var level = role.Levels() is [var one] ? one : role.IsGrid() ? AreaLevel.Unit : (AreaLevel?)null;
        await app.AddUser(name, role.Word(), level is { } at ? Area.Of(Unit).At(at)!.Path : null,
            role is Role.Merchant ? "canteen-1" : null, role is Role.Platform ? "meituan" : null);
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = app.Address };
        var form = await client.GetStringAsync("/login");
        using var answer = await client.PostAsync("/login", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "login",
            ["__RequestVerificationToken"] = Token().Match(form).Groups[1].Value,
            ["Input.User"] = name,
            ["Input.Password"] = ReviewApp.Password,
        }));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return people[role] = client;
    }

    private static async Task<JsonElement> Body(HttpResponseMessage response) => JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();

    public async ValueTask DisposeAsync()
    {
        foreach (var client in people.Values)
            client.Dispose();
        await app.DisposeAsync();
    }
}
