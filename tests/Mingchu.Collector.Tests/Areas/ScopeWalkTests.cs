using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Storage;
using Mingchu.Collector.Tests.Pages;

namespace Mingchu.Collector.Tests.Areas;

/// <summary>Walks every endpoint there is, pages and API, and looks for what is another area's.</summary>
[Trait("row", "H4")]
public sealed class ScopeWalkTests(ScopeWalkCity city) : IClassFixture<ScopeWalkCity>
{
    /// <summary>Words that only data of putian/xianyou have.</summary>
    private static readonly string[] Theirs = ["xianyou", "西瓜小馆", "溪边路", "冷菜间镜头", "后厨温度计", "林溪溪", "仙游所", "遮住冰柜", "坏消息", "13905940000"];

    /// <summary>Endpoints that show nothing of any premises; all others must show something of theirs to who may see it, or the walk proves nothing.</summary>
    private static readonly string[] Plain = ["GET /openapi/{documentName}.json", "GET /not-found", "GET /leads/new", "GET /premises/import", "GET /premises/new", "GET /access-log", "GET /api/v1/access-log", "GET /api/v1/premises/counts", "GET /api/v1/looks/patrols", "GET /api/v1/cases/{id:guid}/steps", "GET /api/v1/cases/count", "GET /api/v1/events",
        "GET /inspections/new", "GET /campaigns/new", "GET /people/new", "GET /areas", "GET /licences/new", "GET /ledger/report", "GET /api/v1/check-lists", "GET /api/v1/rounds/progress", "GET /api/v1/ledger/report",
        "GET /api/v1/inspections/{inspection:guid}/pictures/{sha256:regex(^[0-9a-f]{{64}}$)}",
        "GET /api/v1/looks/{id:guid}/picture", "GET /api/v1/looks/{id:guid}/live.m3u8", "GET /api/v1/looks/{id:guid}/{number:int:min(0)}.ts",
        "GET /platforms", "GET /platforms/{platform}", "GET /platforms/{platform}/spot-check", "GET /api/v1/platforms/{platform}/spot-checks", "GET /api/v1/platforms", "GET /api/v1/platforms/{platform}/scorecard", "GET /platform-notices/new", "GET /api/v1/platform-notices/{id:guid}/files/{sha256:regex(^[0-9a-f]{{64}}$)}"];

    private readonly ReviewApp app = city.App;
    private readonly IReadOnlyDictionary<string, string> values = city.Values;
    private readonly IReadOnlyList<RouteEndpoint> endpoints = city.Endpoints;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_another_area_is_shown_by_any_page_or_call()
    {
        using var whole = app.Client(await app.AddToken("whole"));
        using var own = app.Client(await app.AddToken("own", "putian/xianyou"));
        using var foreign = app.Client(await app.AddToken("foreign", "fuzhou"));
        List<string> leaks = [];
        List<string> blind = [];
        foreach (var (method, pattern, path) in Walk().Where(w => w.Method == "GET"))
        {
            var name = $"GET {pattern}";
            if (Shown(await Read(foreign, path), path) is { Count: > 0 } leaked)
                leaks.Add($"{name}: {string.Join(", ", leaked)}");
            foreach (var client in new[] { whole, own })
                if (!Plain.Contains(name) && !name.Contains("evidence", StringComparison.Ordinal) && Shown(await Read(client, path), path).Count == 0)
                    blind.Add(name);
        }

        Assert.True(leaks.Count == 0, string.Join("; ", leaks));
        Assert.True(blind.Count == 0, string.Join("; ", blind.Distinct()));
        using (var picture = await own.GetAsync($"/api/v1/evidence/{values["sha256"]}", Ct))
            Assert.Equal(HttpStatusCode.OK, picture.StatusCode);
        using (var picture = await foreign.GetAsync($"/api/v1/evidence/{values["sha256"]}", Ct))
            Assert.Equal(HttpStatusCode.NotFound, picture.StatusCode);
    }

    [Fact]
    public async Task Nothing_of_another_area_is_changed_by_any_call()
    {
        await app.AddUser("fuzhou-admin", Roles.Admin, "fuzhou");
        var before = await State();
        using var foreign = app.Client(await app.AddToken("foreign-writer", "fuzhou"));
        foreach (var (method, pattern, path) in Walk().Where(w => w.Method is not ("GET" or "HEAD") && w.Pattern.Contains('{') && w.Pattern.StartsWith("/api", StringComparison.Ordinal)))
        {
            using var request = new HttpRequestMessage(new(method), path)
            {
                Content = JsonContent.Create(new { version = 1, note = "x", text = "x", result = "x", why = "x", assignee = "fuzhou-admin", name = "x", area = "fuzhou/gulou/east" }),
            };
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
            using var response = await foreign.SendAsync(request, Ct);
            Assert.True((int)response.StatusCode is >= 400 and < 500, $"{method} {pattern}: {response.StatusCode}");
        }

        Assert.Equal(before, await State());
    }

    [Fact]
    public async Task Accounts_of_every_role_see_their_own_and_no_other_premises()
    {
        await using var db = await app.Database();
        foreach (var (actor, seen) in new (Actor, string[])[]
        {
            (new("1", "x", Role.Admin), ["other-1", "xigua-1"]),
            (new("2", "x", Role.Supervisor), ["other-1", "xigua-1"]),
            (new("3", "x", Role.Supervisor) { Area = Area.Of("putian") }, ["xigua-1"]),
            (new("4", "x", Role.CountyBureau) { Area = Area.Of("putian/xianyou") }, ["xigua-1"]),
            (new("5", "x", Role.TownOffice) { Area = Area.Of("putian/xianyou/licheng") }, ["xigua-1"]),
            (new("6", "x", Role.TownOffice) { Area = Area.Of("putian/xianyou/lichen") }, []),
            (new("7", "x", Role.TownOffice) { Area = Area.Of("putian/xianyou/licheng-2") }, []),
            (new("8", "x", Role.Merchant) { PremisesId = "other-1" }, ["other-1"]),
            (new("9", "x", Role.Platform) { Platform = "meituan" }, []),
            (new("10", "x", Role.Coordinator), []),
        })
        {
            await using var scoped = await app.Services.GetRequiredService<ScopedDbs>().Open(Scope.Of(actor), Ct);
            Assert.Equal(seen, await scoped.Premises.OrderBy(p => p.Id).Select(p => p.Id).ToListAsync(Ct));
            Assert.Equal(seen.Contains("xigua-1") ? 1 : 0, await scoped.Cases.CountAsync(Ct));
            Assert.Equal(seen.Contains("xigua-1"), await scoped.CaseEvents.AnyAsync(Ct));
        }
    }

    [Fact]
    public void Only_what_serves_nobody_in_particular_opens_the_database_whole()
    {
        // Whoever adds a type here says why it may see every area: it takes in, keeps up, checks who somebody is, or writes a log.
        string[] allowed =
        [
            "Mingchu.Collector.Storage", "Mingchu.Collector.Ingest", "Mingchu.Collector.Broker", "Mingchu.Collector.Push", "Mingchu.Collector.Labels", "Mingchu.Collector.Commands",
            "AccessLog", "AccountCommands", "KeyStore", "Reviewers", "TokenScheme", "CaseBook", "CaseNumbers", "CaseVerifier", "DeviceRegistry", "EvidenceDesk", "EvidenceFiling",
            "PremisesRegistry", "PlatformRegistry", "DueWork", "NoticeDueWork", "RiskWork", "RiskFacts", "LicenceCheck", "LeadFiling", "LookDesk", "LookReader",
            "DrawDesk", "KeyListDesk", "CampaignReminders", "RoundDesk", "SealVerifier", "PlatformVerifier",
        ];
        var openers = typeof(CollectorApp).Assembly.GetTypes()
            .Where(t => t.GetConstructors().SelectMany(c => c.GetParameters()).Any(p => p.ParameterType == typeof(IDbContextFactory<CollectorDb>) || p.ParameterType == typeof(CollectorDb)))
            .Where(t => !allowed.Any(a => t.Name == a || t.Namespace!.StartsWith(a, StringComparison.Ordinal)));
        Assert.Empty(openers.Select(t => t.FullName));
    }

    private IEnumerable<(string Method, string Pattern, string Path)> Walk() =>
        from endpoint in endpoints
        let pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (method, pattern, "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart parameter => Value(parameter, pattern),
            _ => "",
        })))));

    private string Value(RoutePatternParameterPart parameter, string pattern)
    {
        var name = parameter.ParameterPolicies.Any(p => p.Content == "guid") ? parameter.Name + ":guid" : parameter.Name;
        return values.TryGetValue(name, out var value) || values.TryGetValue(name.ToLowerInvariant(), out value)
            ? value
            : throw new InvalidOperationException($"{pattern} has a parameter '{name}' that this walk has no value for; add one of putian/xianyou to 'values'");
    }

    private static async Task<string> Read(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html, application/json, */*");
        using var response = await client.SendAsync(request, Ct);
        Assert.True((int)response.StatusCode < 500, $"{path}: {response.StatusCode}");
        return WebUtility.HtmlDecode(Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(Ct)));
    }

    // What the sender asked for may be said again; it tells nothing new.
    private List<string> Shown(string body, string path)
    {
        foreach (var value in values.Values.Append(path))
            body = body.Replace(value, "", StringComparison.Ordinal).Replace(Uri.EscapeDataString(value), "", StringComparison.Ordinal);
        return [.. Theirs.Where(w => body.Contains(w, StringComparison.Ordinal))];
    }

    private async Task<string> State()
    {
        await using var db = await app.Database();
        var cases = await db.Cases.Where(c => c.PremisesId == "xigua-1").Select(c => $"{c.Stage} {c.Grade} {c.AssigneeName}").ToListAsync(Ct);
        var premises = await db.Premises.OrderBy(p => p.Id).Select(p => $"{p.Id} {p.Name} {p.Area} {p.Version}").ToListAsync(Ct);
        int[] counts = [await db.DeviceKeys.CountAsync(k => k.AcceptedAt != null, Ct), await db.DesiredConfigs.CountAsync(Ct), await db.Assignments.CountAsync(Ct), await db.People.CountAsync(Ct), await db.Areas.CountAsync(Ct),
            await db.Notices.SumAsync(n => n.Version, Ct), await db.Listings.SumAsync(l => l.Version, Ct), await db.Platforms.SumAsync(p => p.Version, Ct), await db.Campaigns.SumAsync(c => c.Version, Ct)];
        return $"{string.Join(';', cases)} {string.Join(';', premises)} {string.Join(';', counts)}";
    }
}
