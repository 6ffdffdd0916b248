using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Config;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Premises;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;
using Mingchu.Collector.Tests.Storage;

namespace Mingchu.Collector.Tests.Premises;

public sealed class SqlitePremises(Databases databases) : PremisesContract(databases, "sqlite");

public sealed class PostgresPremises(Databases databases) : PremisesContract(databases, "postgres");

/// <summary>The register of premises on every kind of database, by two collectors at once.</summary>
public abstract class PremisesContract(Databases databases, string provider) : IAsyncLifetime
{
    private const string Town = "putian/xianyou/licheng";
    private static readonly Actor Admin = new("a", "管理员", Role.Admin);
    private static readonly Actor Licheng = new("l", "鲤城所", Role.TownOffice) { Area = Area.Of(Town) };
    private static readonly Actor Gulou = new("g", "鼓楼局", Role.CountyBureau) { Area = Area.Of("fuzhou/gulou") };
    private ServiceProvider one = null!;
    private ServiceProvider two = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private PremisesDesk Desk => one.GetRequiredService<PremisesDesk>();

    private PremisesReader Reader => one.GetRequiredService<PremisesReader>();

    public async ValueTask InitializeAsync()
    {
        var config = new CollectorConfig { Storage = await databases.New(provider, Ct) };
        (one, two) = (CollectorApp.Offline(config), CollectorApp.Offline(config));
        await one.GetRequiredService<Migrator>().Run(Ct);
        var registry = one.GetRequiredService<PremisesRegistry>();
        Assert.Null(await registry.Add("canteen-1", "实验小学食堂", Town + "/donghe", Ct));
        Assert.Null(await registry.Add("noodles-1", "福州面馆", "fuzhou/gulou/east", Ct));
    }

    [Fact]
    [Trait("row", "C6")]
    public async Task One_wrong_row_stops_a_whole_import_and_the_answer_names_row_field_and_reason()
    {
        var rows = Enumerable.Range(2, 30).Select(n => $"shop-{n},店铺{n},{Town},{(n == 17 ? "bakery" : "catering")},{(n == 21 ? "sometimes" : "")}");

        var plan = await Import(Licheng, "id,name,area,kind,hot", [.. rows]);

        Assert.Equal([(17, "kind"), (21, "hot")], plan.Errors.Select(e => (e.Row, e.Field)));
        Assert.Contains("catering", plan.Errors[0].Why.In(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(["canteen-1", "noodles-1"], await Ids(Scope.Everything, new()));
    }

    [Fact]
    [Trait("row", "C6")]
    [Trait("row", "H4")]
    public async Task An_import_reaches_no_other_area_and_tells_nothing_of_what_is_there()
    {
        var plan = await Import(Licheng, "id,name,area,kind", $"noodles-1,改名,{Town},catering", "new-1,新店,fuzhou/gulou/east,catering", "new-2,新店,putian/xianyou/licheng/nowhere,catering");

        Assert.Equal([(2, "import.taken"), (3, "place.foreign"), (4, "place.unknown")], plan.Errors.Select(e => (e.Row, e.Why.Code)));
        Assert.DoesNotContain(plan.Errors, e => e.Why.In(CultureInfo.InvariantCulture).Contains("福州面馆", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("row", "C6")]
    public async Task What_was_exported_and_edited_in_a_spreadsheet_changes_only_what_was_edited()
    {
        Assert.Empty((await Import(Admin, "编号,名称,区划,类别,地址", $"shop-1,\"甲,乙\",{Town},catering,=1+2", $"shop-2,丙,{Town},catering,学府路")).Errors);
        var rows = (await Reader.Entries(Scope.Everything, new(), Ct)).Select(PremisesTable.Row);
        var file = PremisesFile.Read(PremisesFile.Excel(PremisesTable.Header, rows))!;
        var address = file[0].ToList().IndexOf("address");

        IReadOnlyList<string>[] edited = [.. file.Select(r => r[0] == "shop-2" ? [.. r.Select((c, i) => i == address ? "学府路 2 号" : c)] : r)];
        var plan = await Desk.Import(edited, false, Admin, Ct, "k1");
        // Sent again under its key it is answered as it was; other rows under the same key are refused.
        Assert.Equal((0, 1, 3), await Desk.Import(edited, false, Admin, Ct, "k1") is { } again ? (again.Added, again.Changed, again.Unchanged) : default);
        Assert.Null(await Desk.Import(file, false, Admin, Ct, "k1"));

        Assert.Equal((0, 1, 3, 0), (plan!.Added, plan.Changed, plan.Unchanged, plan.Errors.Count));
        Assert.Equal("=1+2", (await Reader.Find(Scope.Everything, "shop-1", Ct))!.Data["address"]);
        var changed = (await Reader.Find(Scope.Everything, "shop-2", Ct))!;
        Assert.Equal((2, "管理员"), (changed.Version, changed.History[0].By));
        Assert.Equal(["学府路", "学府路 2 号"], changed.History[0].Fields["address"]);
    }

    [Fact]
    public async Task Of_two_people_who_change_the_same_entry_one_wins_and_the_other_is_told()
    {
        var results = await Task.WhenAll(new[] { one, two }.Select((c, i) => Task.Run(() =>
            c.GetRequiredService<PremisesDesk>().Write("canteen-1", new Dictionary<string, string> { ["contact"] = $"1390594000{i}" }, 1, Licheng, Ct), Ct)));

        Assert.Equal([null, "stale"], results.Select(r => r.Refusal).Order());
        Assert.Equal(2, (await Reader.Find(Scope.Everything, "canteen-1", Ct))!.Version);
    }

    [Fact]
    public async Task Of_two_collectors_that_add_the_same_premises_one_does()
    {
        var cells = new Dictionary<string, string> { ["name"] = "新店", ["area"] = Town, ["kind"] = "catering" };

        var results = await Task.WhenAll(new[] { one, two }.Select(c => Task.Run(() => c.GetRequiredService<PremisesDesk>().Write("new-1", cells, null, Licheng, Ct), Ct)));

        Assert.Equal([null, "exists"], results.Select(r => r.Refusal).Order());
    }

    [Theory]
    [InlineData("area", "putian/nowhere")]
    [InlineData("area", "fuzhou/gulou/east")]
    [InlineData("kind", "bakery")]
    [InlineData("name", "")]
    [InlineData("latitude", "91")]
    public async Task What_can_not_be_is_refused_by_field_and_nothing_is_written(string field, string value)
    {
        var cells = new Dictionary<string, string> { ["name"] = "新店", ["area"] = Town, ["kind"] = "catering", [field] = value };

        var result = await Desk.Write("new-1", cells, null, Licheng, Ct);

        Assert.Equal(("invalid", field), (result.Refusal, Assert.Single(result.Errors).Field));
        Assert.Null(await Reader.Find(Scope.Everything, "new-1", Ct));
    }

    [Fact]
    [Trait("row", "C2")]
    public async Task Entries_nobody_looked_at_this_month_are_listed_until_they_are_looked_at_or_stopped()
    {
        Assert.Equal(["canteen-1"], await Ids(Scope.Of(Licheng), new() { Gap = "stale" }));

        Assert.Null((await Desk.Write("canteen-1", new Dictionary<string, string> { ["refreshed"] = Month.Of(DateTimeOffset.UtcNow).ToString() }, 1, Licheng, Ct)).Refusal);
        Assert.Empty(await Ids(Scope.Of(Licheng), new() { Gap = "stale" }));

        Assert.Equal(["noodles-1"], await Ids(Scope.Of(Gulou), new() { Gap = "stale" }));
        Assert.Null((await Desk.Write("noodles-1", new Dictionary<string, string> { ["status"] = "停止经营" }, 1, Gulou, Ct)).Refusal);
        Assert.Empty(await Ids(Scope.Of(Gulou), new() { Gap = "any" }));
        Assert.Equal(["noodles-1"], await Ids(Scope.Everything, new() { Status = PremisesStatus.Stopped }));
    }

    [Fact]
    [Trait("row", "C3")]
    public async Task What_premises_lack_of_two_supervisors_and_three_coordinators_is_listed()
    {
        await using (var db = await one.GetRequiredService<IDbContextFactory<CollectorDb>>().CreateDbContextAsync(Ct))
        {
            foreach (var (id, role) in new[] { ("s1", Role.TownOffice), ("s2", Role.CountyBureau), ("c1", Role.Coordinator), ("c2", Role.GridHead) })
            {
                db.People.Add(new() { Id = id, Name = id, Role = role, Area = Town });
                db.Assignments.Add(new() { PremisesId = "canteen-1", PersonId = id, IsCoordinator = role.IsGrid(), Since = DateTimeOffset.UtcNow });
            }

            await db.SaveChangesAsync(Ct);
        }

        var item = (await Reader.List(Scope.Of(Licheng), new(), null, 50, Ct)).Items.Single();

        Assert.Equal((0, 1), (item.Gaps.Supervisors, item.Gaps.Coordinators));
        Assert.Empty(await Ids(Scope.Of(Licheng), new() { Gap = "supervisors" }));
        Assert.Equal(["canteen-1"], await Ids(Scope.Of(Licheng), new() { Gap = "coordinators" }));
    }

    [Fact]
    [Trait("row", "C1")]
    public async Task Premises_are_counted_and_found_by_area_name_and_list()
    {
        Assert.Empty((await Import(Admin, "id,name,area,kind,no-dine-in,hot,school-canteen",
            $"t-1,外卖一号,{Town},catering,是,,", $"t-2,网红烤鱼,{Town}/donghe,catering,,是,", "t-3,中学食堂,fuzhou/gulou/east,canteen,,,是")).Errors);

        Assert.Equal([("fuzhou", 2), ("putian", 3)], (await Reader.Counts(Scope.Everything, new(), Ct)).Select(c => (c.Area, c.Premises)));
        Assert.Equal([(Town + "/donghe", 2), (Town, 1)], (await Reader.Counts(Scope.Of(Licheng), new(), Ct)).Select(c => (c.Area, c.Premises)).OrderByDescending(c => c.Premises));
        Assert.Equal(["t-1"], await Ids(Scope.Everything, new() { NoDineIn = true }));
        Assert.Equal(["t-2"], await Ids(Scope.Everything, new() { Hot = true }));
        Assert.Equal(["t-3"], await Ids(Scope.Everything, new() { SchoolCanteen = true }));
        Assert.Equal(["t-2"], await Ids(Scope.Everything, new() { Text = "烤鱼" }));
        Assert.Equal(["canteen-1", "t-1", "t-2"], await Ids(Scope.Everything, new() { Area = Area.Of("putian") }));
        // A name that begins like the area's is another area.
        Assert.Empty(await Ids(Scope.Everything, new() { Area = Area.Of("puti") }));
    }

    [Fact]
    public async Task A_list_read_page_by_page_shows_every_entry_once()
    {
        Assert.Empty((await Import(Admin, "id,name,area,kind", [.. Enumerable.Range(0, 25).Select(n => $"s-{n},店{n},{Town},catering")])).Errors);

        List<string> read = [];
        for (string? after = null; ;)
        {
            var page = await Reader.List(Scope.Of(Licheng), new(), after, 7, Ct);
            read.AddRange(page.Items.Select(i => i.Id));
            if ((after = page.Next) is null)
                break;
        }

        Assert.Equal(26, read.Count);
        Assert.Equal(read.Distinct().Order(StringComparer.Ordinal), read);
    }

    private async Task<ImportResult> Import(Actor actor, string header, params string[] rows) =>
        (await Desk.Import(PremisesFile.Read(Encoding.UTF8.GetBytes(string.Join("\r\n", rows.Prepend(header))))!, false, actor, Ct))!;

    private async Task<IReadOnlyList<string>> Ids(Scope scope, PremisesFilter filter) => [.. (await Reader.List(scope, filter, null, 50, Ct)).Items.Select(i => i.Id)];

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await one.DisposeAsync();
        await two.DisposeAsync();
    }
}
