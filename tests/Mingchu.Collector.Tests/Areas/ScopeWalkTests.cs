using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Offices;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Push.Calm;
using Mingchu.Collector.RemoteConfig;
using Mingchu.Collector.Storage;
using Mingchu.Collector.Tests.Pages;
using Mingchu.Collector.Viewing;

namespace Mingchu.Collector.Tests.Areas;

/// <summary>Walks every endpoint there is, pages and API, and looks for what is another area's.</summary>
[Trait("row", "H4")]
public sealed class ScopeWalkTests : IAsyncLifetime
{
    /// <summary>Words that only data of putian/xianyou have.</summary>
    private static readonly string[] Theirs = ["xianyou", "西瓜小馆", "溪边路", "冷菜间镜头", "后厨温度计", "林溪溪", "仙游所", "遮住冰柜", "坏消息", "13905940000"];

    /// <summary>Endpoints that show nothing of any premises; all others must show something of theirs to who may see it, or the walk proves nothing.</summary>
    private static readonly string[] Plain = ["GET /openapi/{documentName}.json", "GET /not-found", "GET /leads/new", "GET /premises/import", "GET /access-log", "GET /api/v1/access-log", "GET /api/v1/premises/counts", "GET /api/v1/looks/patrols", "GET /api/v1/cases/{id:guid}/steps",
        "GET /api/v1/looks/{id:guid}/picture", "GET /api/v1/looks/{id:guid}/live.m3u8", "GET /api/v1/looks/{id:guid}/{number:int:min(0)}.ts"];

    private ReviewApp app = null!;
    private Dictionary<string, string> values = null!;
    private List<RouteEndpoint> endpoints = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = await ReviewApp.Start();
        await app.AddPremises("xigua-1", "西瓜小馆", "putian/xianyou/licheng");
        await app.AddPremises("other-1", "福州面馆", "fuzhou/gulou/east");
        await app.AddDevice("box-xigua-1", "xigua-1", online: true, new CameraRow { Device = "box-xigua-1", Camera = "pastry", Name = "冷菜间镜头" });
        var id = await app.OpenCase("xigua-1");
        var admin = new Actor("a", "管理员", Role.Admin);
        Assert.NotNull((await app.Services.GetRequiredService<ConfigDesk>().Put("box-xigua-1", 0, "# 遮住冰柜\n", "遮住冰柜", admin, Ct)).Revision);
        await using var db = await app.Database();
        db.Sensors.Add(new() { Device = "box-xigua-1", Sensor = "t1", Name = "后厨温度计" });
        db.Offices.Add(new() { Id = "xianyou-office", Name = "仙游所", Kind = OfficeKind.TownOffice, Area = "putian/xianyou/licheng" });
        db.People.Add(new() { Id = "linxi", Name = "林溪溪", Role = Role.TownOffice, Area = "putian/xianyou/licheng", Phone = "13905940000" });
        db.Assignments.Add(new() { PremisesId = "xigua-1", PersonId = "linxi", IsCoordinator = false, Since = DateTimeOffset.UtcNow });
        (await db.Premises.SingleAsync(p => p.Id == "xigua-1", Ct)).Address = "溪边路 1 号";
        db.Add(new SilenceRow { Id = Guid.NewGuid(), PremisesId = "xigua-1", Reason = "西瓜小馆停电", By = "x", StartsAt = DateTimeOffset.UtcNow, EndsAt = DateTimeOffset.UtcNow.AddHours(1) });
        db.Add(new LookRow { Id = id, Device = "box-xigua-1", Camera = "pastry", Kind = LookKind.Snapshot, ById = "x", By = "林溪溪", At = DateTimeOffset.UtcNow, ExpiresAt = DateTimeOffset.UtcNow });
        db.DeadLetters.Add(new()
        {
            Id = Guid.NewGuid(), Device = "box-xigua-1", Topic = "mc/v1/box-xigua-1/alerts", MessageId = "m", Fingerprint = new string('f', 64), Reason = "bad-json",
            Detail = "坏消息", Payload = "坏消息"u8.ToArray(), PayloadBytes = 9, FirstAt = DateTimeOffset.UtcNow, LastAt = DateTimeOffset.UtcNow,
        });
        await db.SaveChangesAsync(Ct);
        var hash = await db.Evidence.Where(e => e.CaseId == id).Select(e => e.Sha256).FirstAsync(Ct);
        values = new()
        {
            ["id:guid"] = id.ToString(), ["sha256"] = hash, ["device"] = "box-xigua-1", ["premises"] = "xigua-1", ["person"] = "linxi", ["area"] = "putian/xianyou/licheng",
            ["office"] = "xianyou-office", ["camera"] = "pastry", ["number"] = "0", ["documentName"] = "v1",
        };
        endpoints = [.. app.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null && !e.RoutePattern.RawText!.TrimStart('/').StartsWith('_') && e.RoutePattern.GetParameter("path") is null)];
    }

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

        Assert.Equal("", string.Join("; ", leaks));
        Assert.Equal("", string.Join("; ", blind));
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
        using var foreign = app.Client(await app.AddToken("foreign", "fuzhou"));
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
            "PremisesRegistry", "DueWork", "LeadFiling", "LookDesk", "LookReader",
        ];
        var openers = typeof(CollectorApp).Assembly.GetTypes()
            .Where(t => t.GetConstructors().SelectMany(c => c.GetParameters()).Any(p => p.ParameterType == typeof(IDbContextFactory<CollectorDb>) || p.ParameterType == typeof(CollectorDb)))
            .Where(t => !allowed.Any(a => t.Name == a || t.Namespace!.StartsWith(a, StringComparison.Ordinal)));
        Assert.Empty(openers.Select(t => t.FullName));
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

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
        int[] counts = [await db.DesiredConfigs.CountAsync(Ct), await db.Assignments.CountAsync(Ct), await db.People.CountAsync(Ct), await db.Areas.CountAsync(Ct)];
        return $"{string.Join(';', cases)} {string.Join(';', premises)} {string.Join(';', counts)}";
    }
}
