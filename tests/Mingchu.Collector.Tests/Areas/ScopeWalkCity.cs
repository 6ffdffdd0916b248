using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Licences;
using Mingchu.Collector.Core.Offices;
using Mingchu.Collector.Core.Patrols;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Licences;
using Mingchu.Collector.Patrols;
using Mingchu.Collector.Platforms;
using Mingchu.Collector.Push;
using Mingchu.Collector.Push.Calm;
using Mingchu.Collector.RemoteConfig;
using Mingchu.Collector.Risk;
using Mingchu.Collector.Tests.Pages;
using Mingchu.Collector.Viewing;

namespace Mingchu.Collector.Tests.Areas;

/// <summary>A collector with something of everything in one area, and every endpoint that it has.</summary>
public sealed class ScopeWalkCity : IAsyncLifetime
{
    internal ReviewApp App { get; private set; } = null!;

    /// <summary>A value of putian/xianyou for every parameter of a route.</summary>
    internal Dictionary<string, string> Values { get; private set; } = null!;

    internal List<RouteEndpoint> Endpoints { get; private set; } = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var app = App = await ReviewApp.Start();
        await app.AddPremises("xigua-1", "西瓜小馆", "putian/xianyou/licheng");
        await app.AddPremises("other-1", "福州面馆", "fuzhou/gulou/east");
        await app.AddDevice("box-xigua-1", "xigua-1", online: true, new CameraRow { Device = "box-xigua-1", Camera = "pastry", Name = "冷菜间镜头" });
        var id = await app.OpenCase("xigua-1");
        var admin = new Actor("a", "管理员", Role.Admin);
        Assert.NotNull((await app.Services.GetRequiredService<ConfigDesk>().Put("box-xigua-1", 0, "# 遮住冰柜\n", "遮住冰柜", admin, Ct)).Revision);
        await using var db = await app.Database();
        db.Sensors.Add(new() { Device = "box-xigua-1", Sensor = "t1", Name = "后厨温度计" });
        db.DeviceKeys.Add(new() { Device = "box-xigua-1", KeyId = "k1", PublicKey = "x", OfferedAt = DateTimeOffset.UtcNow, AcceptedAt = DateTimeOffset.UtcNow, AcceptedBy = "林溪溪" });
        db.DeviceKeys.Add(new() { Device = "box-xigua-1", KeyId = "k2", PublicKey = "x", OfferedAt = DateTimeOffset.UtcNow });
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
        var visited = Guid.NewGuid();
        db.Add(new VisitRow { Id = Guid.NewGuid(), PremisesId = "xigua-1", SlotMs = 1, At = DateTimeOffset.UtcNow });
        db.Add(new CheckListRow { Id = "merchant", Version = 1, Content = CheckListFile.Write(CheckLists.Default.Find("merchant")!), FirstUsedAt = DateTimeOffset.UtcNow });
        db.Add(new InspectionRow
        {
            Id = visited, PremisesId = "xigua-1", ListId = "merchant", ListVersion = 1, ById = "x", By = "林溪溪", ByRole = Role.TownOffice, Key = "k", At = DateTimeOffset.UtcNow,
            RecordedAt = DateTimeOffset.UtcNow, Note = "", Failed = 0,
        });
        db.Add(new InspectionPointRow { InspectionId = visited, Point = "1", Answer = Answer.Pass, Note = "" });
        var (draw, list, campaign) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        db.Add(new DrawRow
        {
            Id = draw, Area = "putian/xianyou", Month = 24311, Algorithm = "x", Seed = "x", Share = 0.15m, Candidates = 1, Drawn = 1, Policy = "x", At = DateTimeOffset.UtcNow,
        });
        db.Add(new DrawTicketRow { DrawId = draw, PremisesId = "xigua-1", Ticket = "t", IsDrawn = true, Why = """{"code":"hot.marked","values":[]}""" });
        db.Add(new PatrolTaskRow { Id = Guid.NewGuid(), PremisesId = "xigua-1", Office = "putian/xianyou/licheng", DrawId = draw, GivenAt = DateTimeOffset.UtcNow, DueAt = DateTimeOffset.UtcNow });
        db.Add(new KeyListRow { Id = list, Area = "putian/xianyou/fengting", Month = 24311, Entries = 1, Policy = "x", SentAt = DateTimeOffset.UtcNow });
        db.Add(new KeyListEntryRow { ListId = list, PremisesId = "xigua-1", Reasons = "[]" });
        db.Add(new CampaignRow
        {
            Id = campaign, Area = "putian/xianyou", Name = "西瓜小馆整治", From = new(2026, 6, 1), Until = new(2026, 8, 31), By = "林溪溪", At = DateTimeOffset.UtcNow,
            Plan = JsonSerializer.Serialize(new Campaign("西瓜小馆整治", "", [new("x", new(2026, 6, 1), new(2026, 8, 31))], [new("putian/xianyou/licheng", 1)], [new("x", new(2026, 8, 31))])),
        });
        await app.AddPlatform("meituan");
        await db.Premises.Where(p => p.Id == "xigua-1").ExecuteUpdateAsync(s => s.SetProperty(p => p.OnPlatforms, "meituan"), Ct);
        db.Listings.Add(new() { Id = id, PremisesId = "xigua-1", Platform = "meituan", ChangedAt = DateTimeOffset.UtcNow });
        var draft = new NoticeEvent.Drafted(new(NoticeKind.Rectify, "meituan", "xigua-1", id, "catering", "西瓜小馆脏乱", "食品安全法", "整改"), "x");
        var notice = new NoticeRow { Id = id, Number = "2026-0001", Platform = "meituan", Area = "putian/xianyou/licheng", State = "", HeadHash = CaseChain.Root, CreatedAt = DateTimeOffset.UtcNow };
        notice.Take(NoticeState.Evolve(null, draft), [draft], CaseChain.Root, DateTimeOffset.UtcNow);
        db.Notices.Add(notice);
        db.Add(LicenceRow.From(new("jy350322", "xigua-1", LicenceKind.FoodOperation, "西瓜小馆", "溪边路 1 号", "热食类", "仙游所", new(2024, 1, 1), null, false), "x", DateTimeOffset.UtcNow));
        db.Add(new ShopRow { ListingId = id, PremisesId = "xigua-1", Licence = "", Issuer = "", PickUpAddress = "", Dishes = "[]", Online = true, By = "x", CheckDueAtMs = long.MaxValue });
        db.Add(new FindingRow { Id = id, ListingId = id, PremisesId = "xigua-1", Code = FindingCode.Missing, Because = """{"code":"licence.missing","values":[]}""", FoundAt = DateTimeOffset.UtcNow, CaseId = id });
        db.Add(Delivery.Of(new(Guid.Empty, "", "", "仙游所", "putian/xianyou/licheng", "", 0, Occasions.KeyList, DateTimeOffset.UtcNow) { Work = new("/key-lists/x", "2026-01", 1, null) },
            0, "town-office", "email", "office@example", "1"));
        await db.SaveChangesAsync(Ct);
        await app.Services.GetRequiredService<RiskWork>().Round(Ct);
        var hash = await db.Evidence.Where(e => e.CaseId == id).Select(e => e.Sha256).FirstAsync(Ct);
        Values = new()
        {
            ["id:guid"] = id.ToString(), ["sha256"] = hash, ["device"] = "box-xigua-1", ["platform"] = "meituan", ["licence"] = "jy350322", ["premises"] = "xigua-1", ["person"] = "linxi", ["area"] = "putian/xianyou/licheng",
            ["office"] = "xianyou-office", ["camera"] = "pastry", ["number"] = "0", ["key"] = "k2", ["documentName"] = "v1",
            ["inspection:guid"] = visited.ToString(), ["point"] = "1", ["draw:guid"] = draw.ToString(), ["list:guid"] = list.ToString(), ["campaign:guid"] = campaign.ToString(),
        };
        Endpoints = [.. app.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null && !e.RoutePattern.RawText!.TrimStart('/').StartsWith('_') && e.RoutePattern.GetParameter("path") is null)];
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
