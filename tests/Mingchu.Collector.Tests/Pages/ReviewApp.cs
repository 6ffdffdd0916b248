using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Config;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Platforms;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Rig;

namespace Mingchu.Collector.Tests.Pages;

/// <summary>The real collector in this process, on SQLite and a free port, with ways to put cases and devices into it.</summary>
internal sealed class ReviewApp : IAsyncDisposable
{
    public const string Password = "long enough for a test";
    private readonly RunFolder folder = new();
    private readonly CollectorConfig config;
    private WebApplication app = null!;
    private int cases;

    private ReviewApp(Func<CollectorConfig, CollectorConfig>? change)
    {
        var port = FreePort.Next();
        var start = new CollectorConfig
        {
            Storage = new() { ConnectionString = $"Data Source={folder.At("collector.db")}" },
            Mqtt = new() { Embedded = new() { Listen = $"127.0.0.1:{FreePort.Next()}" } },
            Http = new() { Urls = $"http://127.0.0.1:{port}" },
            Metrics = new() { Listen = "" },
            Evidence = new() { Folder = folder.Folder("evidence") },
            Log = new() { Level = "Warning" },
        };
        config = change?.Invoke(start) ?? start;
        Address = new(config.Http.Urls);
    }

    public Uri Address { get; }

    public IServiceProvider Services => app.Services;

    public RunFolder Folder => folder;

    public static async Task<ReviewApp> Start(Func<CollectorConfig, CollectorConfig>? change = null)
    {
        var review = new ReviewApp(change) { app = null! };
        review.app = CollectorApp.Build(review.config);
        await review.Services.GetRequiredService<Migrator>().Run(default);
        await review.app.StartAsync();
        return review;
    }

    /// <summary>A client without redirects and cookies; with a token when given.</summary>
    public HttpClient Client(string? token = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    public async Task AddUser(string name, string role = Roles.Supervisor, string? area = null, string? premises = null, string? platform = null)
    {
        var (duty, fault) = Duty.From(role, area, premises, platform);
        Assert.Null(fault);
        if (platform is not null)
            await AddPlatform(platform);
        using var output = new StringWriter();
        Assert.True(await AccountCommands.AddUser(Services, name, duty!, Password, output, output) == 0, output.ToString());
    }

    public async Task<string> AddToken(string name = "test", string? area = null)
    {
        using var output = new StringWriter();
        Assert.True(await AccountCommands.AddToken(Services, name, area is null ? null : Area.Of(area), output, output) == 0, output.ToString());
        return output.ToString().Trim();
    }

    public async Task AddPremises(string id, string name, string area = "莆田市/仙游县/鲤城街道", string platforms = "")
    {
        Assert.Null(await Services.GetRequiredService<PremisesRegistry>().Add(id, name, area, default));
        foreach (var platform in platforms.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            await AddPlatform(platform);
        if (platforms.Length > 0)
            Assert.Null((await Services.GetRequiredService<PremisesDesk>().Write(id, new Dictionary<string, string> { ["platforms"] = platforms }, 1, new("test", "test", Role.Admin), default)).Refusal);
    }

    /// <summary>A platform; one that is there already stays.</summary>
    public async Task AddPlatform(string id)
    {
        Assert.True(await Services.GetRequiredService<PlatformRegistry>().Put(id, id == "meituan" ? "美团" : id, "", "", null, default) is null or "exists");
    }

    public async Task AddDevice(string id, string premises, bool online, params CameraRow[] cameras)
    {
        Assert.Null((await Services.GetRequiredService<DeviceRegistry>().Add(id, premises, renew: false, default)).Error);
        await using var db = await Database();
        var device = await db.Devices.SingleAsync(d => d.Id == id);
        (device.Online, device.Software, device.LastSeenAt, device.StatusAt) = (online, "mingchu-edge 0.1.0", DateTimeOffset.UtcNow, DateTimeOffset.UtcNow);
        db.Cameras.AddRange(cameras);
        await db.SaveChangesAsync();
    }

    /// <summary>Opens a case from one lead, as ingest does, with a clean and a boxed picture.</summary>
    public async Task<Guid> OpenCase(string premises, string hazard = "no-cap", int grade = 1, DateTimeOffset? at = null, string camera = "pastry", bool pictures = true, double confidence = 0.93, AlertBox? box = null)
    {
        var now = at ?? DateTimeOffset.UtcNow;
        var (device, alert) = ($"box-{premises}", $"{Interlocked.Increment(ref cases):x32}");
        var id = Guid.CreateVersion7(now);
        var lead = new Lead(LeadRow.IdOf(device, alert), LeadSource.Alert, premises, hazard, $"{device}/{camera}", confidence, now.AddSeconds(-9), now.AddSeconds(-1), null, now);
        var body = JsonSerializer.Serialize(new Alert(alert, AlertPhase.Raised, 0, hazard, "1.0.0", camera, Verdict.Violation, confidence, lead.StartedAt, lead.RaisedAt,
            [box ?? new(0.4, 0.3, 0.1, 0.2, "head cap=none", confidence)], [new("kitchen", "1.0.0", new string('a', 64))]), ContractJson.Wire.Alert);
        var book = Services.GetRequiredService<CaseBook>();
        using (await Services.GetRequiredService<WriterLock>().Enter(default))
        {
            await using var db = await Database();
            await using var transaction = await db.Database.BeginTransactionAsync();
            var where = await db.Premises.SingleAsync(p => p.Id == premises);
            var number = await new CaseNumbers(db).Next(now.Year, default);
            var reason = Phrase.Of("grade.hazard", $"@hazard.{hazard}", $"{grade}");
            var summary = book.Open(db, where, id, number, new(lead, new(grade, [reason], "default-1")), now);
            db.Leads.Add(new()
            {
                Id = lead.Id, CaseId = id, Source = LeadSource.Alert, Device = device, AlertId = alert, Camera = camera, Hazard = hazard, Confidence = confidence,
                StartedAt = lead.StartedAt, RaisedAt = lead.RaisedAt, ReceivedAt = now, CommittedAt = now, Body = body, RaisedBody = body,
            });
            await db.SaveChangesAsync();
            if (pictures)
                foreach (var kind in (EvidenceKind[])[EvidenceKind.Clean, EvidenceKind.Boxed])
                    summary.Picture = Attach(db, book, where, summary, lead.Id, device, alert, kind, now);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            Services.GetRequiredService<CaseChanges>().Publish([new(id, number, summary.Version, ["opened"])]);
        }
        return id;
    }

    /// <summary>Three weeks of judged cases of one camera: 12 confirmed, sure ones, and 9 false alarms, unsure ones, in one corner.</summary>
    public static async Task Judge(ReviewApp app, string premises, string hazard, DateTimeOffset last)
    {
        var zhang = new Actor("u1", "张三", Role.Supervisor);
        for (var i = 0; i < 21; i++)
        {
            var isSo = i % 7 < 4;
            var id = await app.OpenCase(premises, hazard, 1, last.AddDays(-i), pictures: false, confidence: isSo ? 0.9 : 0.6,
                box: isSo ? new(0.1 + (i * 0.02), 0.6, 0.1, 0.1, "litter", 0.9) : new(0.85, 0.1 + (i * 0.001), 0.1, 0.1, "litter", 0.6));
            Assert.Null(await app.Services.GetRequiredService<CaseDesk>().Do(id, isSo ? new CaseCommand.Confirm() : new CaseCommand.MarkFalseAlarm("镜头反光"), zhang, default));
        }
    }

    /// <summary>Does a command as another collector would: in its own transaction, without this process's turn to write.</summary>
    public async Task Apply(Guid id, CaseCommand command, Actor actor)
    {
        await using var db = await Database();
        var summary = await db.Cases.SingleAsync(c => c.Id == id);
        var premises = await db.Premises.SingleAsync(p => p.Id == summary.PremisesId);
        Assert.Null(Services.GetRequiredService<CaseBook>().Apply(db, summary, premises, command, actor, DateTimeOffset.UtcNow));
        await db.SaveChangesAsync();
    }

    public async Task<CollectorDb> Database() => await Services.GetRequiredService<IDbContextFactory<CollectorDb>>().CreateDbContextAsync();

    private string Attach(CollectorDb db, CaseBook book, PremisesRow premises, CaseSummary summary, string lead, string device, string alert, EvidenceKind kind, DateTimeOffset now)
    {
        var word = kind.ToString().ToLowerInvariant();
        var bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Pages", "pictures", $"{word}.jpg"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var file = Path.Combine(config.Evidence.Folder, hash[..2], hash + ".jpg");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
        Assert.Null(book.Apply(db, summary, premises, new CaseCommand.AttachEvidence(lead, word, "image/jpeg", hash, bytes.Length), Actor.System, now));
        db.Evidence.Add(new()
        {
            Device = device, AlertId = alert, Kind = kind, MediaType = "image/jpeg", Sha256 = hash, Bytes = bytes.Length, CapturedAt = now, StoredAt = now,
            CaseId = summary.Id, ReceivedAt = now,
        });
        return hash;
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await app.StopAsync(limit.Token);
        await app.DisposeAsync();
        await folder.DisposeAsync();
    }
}
