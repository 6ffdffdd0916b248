using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Core.Licences;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Licences;

/// <summary>Compares shops with the licence library, keeps what was found, and files it as leads.</summary>
public sealed class LicenceCheck(IDbContextFactory<CollectorDb> dbs, WriterLock writer, LicencePolicy policy, BusinessCalendar calendar, LeadDesk leads, TimeProvider time)
{
    private static readonly TimeSpan Again = TimeSpan.FromDays(1);
    private static readonly CultureInfo Words = CultureInfo.GetCultureInfo("zh-CN");

    /// <summary>Compares inside somebody's transaction, with the row as it is tracked.</summary>
    public async Task Compare(CollectorDb db, ShopRow shop, DateTimeOffset now, CancellationToken ct)
    {
        var listing = await db.Listings.IgnoreQueryFilters().SingleAsync(l => l.Id == shop.ListingId, ct);
        var licence = await db.Set<LicenceRow>().IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(l => l.Number == shop.Licence, ct);
        var others = shop.Licence.Length == 0 ? [] : await (
            from s in db.Set<ShopRow>().IgnoreQueryFilters()
            join p in db.Premises.IgnoreQueryFilters() on s.PremisesId equals p.Id
            where s.Licence == shop.Licence && s.PremisesId != shop.PremisesId
            orderby p.Name
            select p.Name).Distinct().Take(5).ToListAsync(ct);
        var found = listing.Named
            ? LicenceChecks.Of(policy, shop.ToData(), licence?.ToEntry(), others, listing.Status == ListingStatus.Listed, calendar.DayOf(now))
            : [];
        var known = await db.Set<FindingRow>().IgnoreQueryFilters().Where(f => f.ListingId == shop.ListingId && f.EndedAt == null).ToListAsync(ct);
        foreach (var finding in known.Where(k => found.All(f => f.Code != k.Code)))
            finding.EndedAt = now;
        foreach (var finding in found.DistinctBy(f => f.Code))
        {
            var because = JsonSerializer.Serialize(finding.Because, CaseJson.Stored.Phrase);
            if (known.FirstOrDefault(k => k.Code == finding.Code) is { } old)
                old.Because = because;
            else
                db.Add(new FindingRow { Id = Guid.CreateVersion7(now), ListingId = shop.ListingId, PremisesId = shop.PremisesId, Code = finding.Code, Because = because, FoundAt = now });
        }

        shop.CheckDueAtMs = (now + Again).ToUnixTimeMilliseconds();
    }

    /// <summary>Compares every shop that is due and files what is not filed yet; how many shops it was.</summary>
    public async Task<int> Round(CancellationToken ct)
    {
        var done = 0;
        while (await Next(ct))
            done++;
        await File(null, ct);
        return done;
    }

    /// <summary>Files findings that are not filed yet, of one shop or of all. The lead's reference is the finding's id, so that a crash between the two files nothing twice.</summary>
    public async Task File(Guid? listing, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var open = await db.Set<FindingRow>().AsNoTracking().Where(f => f.EndedAt == null && f.CaseId == null && (listing == null || f.ListingId == listing)).OrderBy(f => f.FoundAt).Take(200).ToListAsync(ct);
        foreach (var finding in open)
        {
            var platform = await db.Listings.Where(l => l.Id == finding.ListingId).Select(l => l.Platform).SingleAsync(ct);
            // Kept in the file of the case, in the language of its offices.
            var text = $"{platform}: {JsonSerializer.Deserialize(finding.Because, CaseJson.Stored.Phrase)!.In(Words)}";
            var result = await leads.Register(new(LeadSource.PlatformCheck, finding.PremisesId, policy.Hazards[finding.Code], text, null, $"{finding.Id:N}"), Actor.System, null, ct);
            if (result.CaseId is not { } caseId)
                throw new InvalidOperationException(result.Refusal!.Sentence);
            using var turn = await writer.Enter(ct);
            await db.Set<FindingRow>().Where(f => f.Id == finding.Id).ExecuteUpdateAsync(s => s.SetProperty(f => f.CaseId, caseId), ct);
        }
    }

    private async Task<bool> Next(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        var nowMs = now.ToUnixTimeMilliseconds();
        // A look without writing first: an idle collector takes no write lock.
        if (!await db.Set<ShopRow>().AnyAsync(s => s.CheckDueAtMs <= nowMs, ct))
            return false;
        using var turn = await writer.Enter(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var due = db.Database.IsNpgsql()
            ? db.Set<ShopRow>().FromSql($"""SELECT * FROM "shops" WHERE "CheckDueAtMs" <= {nowMs} ORDER BY "CheckDueAtMs" LIMIT 1 FOR UPDATE SKIP LOCKED""")
            // The transaction is SQLite's one writer: what it reads stays so until it commits.
            : db.Set<ShopRow>().Where(s => s.CheckDueAtMs <= nowMs).OrderBy(s => s.CheckDueAtMs).Take(1);
        if ((await due.ToListAsync(ct)).FirstOrDefault() is not { } shop)
            return false;
        await Compare(db, shop, now, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }
}
