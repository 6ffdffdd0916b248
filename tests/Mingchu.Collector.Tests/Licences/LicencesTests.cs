using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Core.Licences;
using Mingchu.Collector.Licences;
using Mingchu.Collector.Storage;
using Mingchu.Collector.Tests.Api;
using Mingchu.Collector.Tests.Platforms;

namespace Mingchu.Collector.Tests.Licences;

/// <summary>The licence library and what platforms show, by the API.</summary>
[Trait("row", "E5")]
public sealed class LicencesTests : IAsyncLifetime
{
    private Office office = null!;
    private string shop = "";

    public async ValueTask InitializeAsync()
    {
        office = await Office.Open();
        await office.App.AddPremises("noodles", "面馆", "fuzhou/gulou", "eleme meituan");
        shop = $"/api/v1/listings/{await ListingOf("canteen-1")}/shop";
        await office.Send(Role.TownOffice, HttpMethod.Put, "/api/v1/licences/JY1", new { data = Licence("canteen-1", "实验小学食堂") });
        await office.Send(Role.Supervisor, HttpMethod.Put, "/api/v1/licences/JY2", new { data = Licence("noodles", "面馆") });
    }

    [Fact]
    public async Task What_does_not_agree_is_found_told_to_the_platform_and_filed_as_leads_once()
    {
        Assert.Empty(await HandIn(new { licence = "JY1", pickUpAddress = "莆田市仙游县鲤城街道东河路1号", dishes = new[] { "炒饭" }, online = true }));

        var found = await HandIn(new { licence = "JY2", issuer = "别处市监局", pickUpAddress = "别处9号", dishes = new[] { "三文鱼刺身" }, online = true });
        Assert.Equal(["borrowed", "false"], found);
        found = await HandIn(new { licence = "JY1", pickUpAddress = "莆田市仙游县鲤城街道东河路99号", dishes = new[] { "三文鱼刺身" }, online = true, tradedFrom = "2020-01-01", tradedTo = "2020-02-01" });
        Assert.Equal(["address", "scope", "validity"], found);
        await HandIn(new { online = true });
        var open = (await office.Get(Role.Platform, "/api/v1/licence-findings?open=true")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["missing"], open.Select(f => f.GetProperty("code").GetString()));
        // Where it is settled is the regulators' own.
        Assert.Equal(JsonValueKind.Null, open[0].GetProperty("caseId").ValueKind);

        var all = (await office.Get(Role.Supervisor, "/api/v1/licence-findings")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(6, all.Count);
        var filed = await office.Case(Role.Supervisor, all.Single(f => f.GetProperty("code").GetString() == "missing").GetProperty("caseId").GetGuid());
        Assert.Equal(("no-licence", "platform-check"), (filed.GetProperty("hazard").GetString(), filed.GetProperty("leads")[0].GetProperty("source").GetString()));
        await office.App.Services.GetRequiredService<LicenceCheck>().Round(default);
        await using var db = await office.App.Database();
        Assert.Equal(6, await db.Leads.CountAsync(l => l.Source == LeadSource.PlatformCheck));
    }

    [Fact]
    public async Task A_licence_that_ends_is_found_by_itself_and_a_renewal_ends_the_finding()
    {
        await HandIn(new { licence = "JY1", online = true });
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow.AddYears(6));
        var services = office.App.Services;
        var later = new LicenceCheck(services.GetRequiredService<IDbContextFactory<CollectorDb>>(), services.GetRequiredService<WriterLock>(), LicencePolicy.Default,
            BusinessCalendar.Default, services.GetRequiredService<LeadDesk>(), clock);
        Assert.Equal(1, await later.Round(default));
        Assert.Equal("validity", Assert.Single(await Open()));

        var renewed = Licence("canteen-1", "实验小学食堂");
        renewed["valid-to"] = "";
        await office.Send(Role.TownOffice, HttpMethod.Put, "/api/v1/licences/JY1", new { data = renewed }, version: 1);
        Assert.Equal(1, await later.Round(default));
        Assert.Empty(await Open());

        async Task<IEnumerable<string?>> Open() =>
            (await office.Get(Role.Supervisor, "/api/v1/licence-findings?open=true")).GetProperty("items").EnumerateArray().Select(f => f.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_shop_that_takes_orders_against_an_order_is_found()
    {
        await office.SendNotice("suspend");
        Assert.Equal(["online"], await HandIn(new { licence = "JY1", online = true }));
        Assert.Empty(await HandIn(new { licence = "JY1", online = false }));
    }

    [Fact]
    public async Task A_platform_reads_what_is_public_of_licences_and_nothing_else_and_hands_in_its_own_shops_only()
    {
        var page = await office.Get(Role.Platform, "/api/v1/licences?limit=1");
        Assert.Equal(("JY1", "JY1"), (page.GetProperty("items")[0].GetProperty("number").GetString(), page.GetProperty("next").GetString()));
        var one = await office.Get(Role.Platform, "/api/v1/licences/JY2");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (one.GetProperty("premisesId").ValueKind, one.GetProperty("version").ValueKind));
        Assert.Equal(HttpStatusCode.Forbidden, (await office.No(Role.Platform, HttpMethod.Put, "/api/v1/licences/JY3", new { data = Licence("canteen-1", "x") })).Status);
        await using var db = await office.App.Database();
        var foreign = await db.Listings.Where(l => l.PremisesId == "noodles" && l.Platform == "eleme").Select(l => l.Id).SingleAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await office.No(Role.Platform, HttpMethod.Put, $"/api/v1/listings/{foreign}/shop", new { licence = "JY1" })).Status);
        // Another area's licence can't be written, nor its number taken.
        Assert.Equal((HttpStatusCode.Conflict, "exists"), await office.No(Role.TownOffice, HttpMethod.Put, "/api/v1/licences/JY2", new { data = Licence("canteen-1", "x") }));
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await office.No(Role.TownOffice, HttpMethod.Get, "/api/v1/licences/JY2"));
    }

    [Fact]
    public async Task Licences_are_imported_from_a_file_all_or_none()
    {
        const string Header = "证号,主体编号,类别,名称,地址,经营范围,发证机关,有效期起,有效期止\n";
        using var wrong = await office.Ask(Role.TownOffice, HttpMethod.Post, "/api/v1/licences/import",
            Encoding.UTF8.GetBytes(Header + "JY7,canteen-1,食品经营许可证,食堂,东河路1号,热食类,仙游局,2024-01-01,2029-01-01\nJY8,noodles,食品经营许可证,面馆,x,x,x,2024-01-01,\nJY2,canteen-1,食品经营许可证,x,x,x,x,2024-01-01,\n"), null, null);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(["3 premises", "4 number"], JsonDocument.Parse(await wrong.Content.ReadAsStringAsync()).RootElement.GetProperty("errors").EnumerateArray()
            .Select(e => $"{e.GetProperty("row").GetInt32()} {e.GetProperty("field").GetString()}"));
        var right = Encoding.UTF8.GetBytes(Header + "JY7,canteen-1,食品经营许可证,食堂,东河路1号,热食类,仙游局,2024-01-01,2029-01-01\n");
        foreach (var key in new[] { "k1", "k1" })
            Assert.Equal(1, (await office.Send(Role.TownOffice, HttpMethod.Post, "/api/v1/licences/import", right, null, key)).GetProperty("added").GetInt32());
        Assert.Equal(0, (await office.Send(Role.TownOffice, HttpMethod.Post, "/api/v1/licences/import", right)).GetProperty("added").GetInt32());
        using var other = await office.Ask(Role.TownOffice, HttpMethod.Post, "/api/v1/licences/import",
            Encoding.UTF8.GetBytes(Header + "JY9,canteen-1,食品经营许可证,食堂,东河路1号,热食类,仙游局,2024-01-01,2029-01-01\n"), null, "k1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await office.No(Role.TownOffice, HttpMethod.Get, "/api/v1/licences/JY9"));
        Assert.Equal("canteen-1", (await office.Get(Role.TownOffice, "/api/v1/licences/JY7")).GetProperty("premisesId").GetString());
    }

    private static Dictionary<string, string> Licence(string premises, string name) => new()
    {
        ["premises"] = premises, ["kind"] = "food-operation", ["name"] = name, ["address"] = "莆田市仙游县鲤城街道东河路1号", ["scope"] = "热食类食品制售",
        ["issuer"] = "仙游县市场监督管理局", ["valid-from"] = "2024-01-01", ["valid-to"] = "2029-12-31",
    };

    private async Task<Guid> ListingOf(string premises)
    {
        await using var db = await office.App.Database();
        return await db.Listings.Where(l => l.PremisesId == premises && l.Platform == "meituan").Select(l => l.Id).SingleAsync();
    }

    private async Task<IReadOnlyList<string>> HandIn(object data) =>
        [.. (await office.Send(Role.Platform, HttpMethod.Put, shop, data)).GetProperty("items").EnumerateArray().Select(f => f.GetProperty("code").GetString()!).Order(StringComparer.Ordinal)];

    public ValueTask DisposeAsync() => office.DisposeAsync();
}
