using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Core.Patrols;
using Mingchu.Collector.Core.Premises;
using Mingchu.Collector.Push;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Patrols;

/// <summary>Sends every office, every month, the premises it is to look at closely (D3). One list per office and month, claimed by its unique row like a draw.</summary>
public sealed class KeyListDesk(IDbContextFactory<CollectorDb> dbs, WriterLock writer, PatrolPolicy policy, BusinessCalendar calendar, WorkNotices notices, TimeProvider time)
{
    /// <summary>Sends every list that is due; how many were sent here.</summary>
    public async Task<int> Round(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (calendar.DayOf(now).Day < policy.KeyLists.Day)
            return 0;
        var month = Month.Of(now);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var sent = (await db.KeyLists.AsNoTracking().Where(l => l.Month == month.Index).Select(l => l.Area).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var premises = await PlanReading.Premises(db, ct);
        var waiting = premises.GroupBy(p => Territory.OfficeOf(p.Area)).Where(g => !sent.Contains(g.Key.Path)).ToList();
        if (waiting.Count == 0)
            return 0;
        var hot = premises.GroupBy(p => p.Area.At(policy.Draw.Levels[0]) ?? p.Area).SelectMany(g => HotPremises.Of([.. g.Select(p => p.Trade)], policy.Hot))
            .ToDictionary(h => h.Key, h => h.Value, StringComparer.Ordinal);
        var since = now.AddDays(-policy.KeyLists.OffenceDays);
        var offences = await db.Cases.AsNoTracking().Where(c => c.Stage == Stage.Closed && c.OpenedAt >= since)
            .GroupBy(c => c.PremisesId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var lists = 0;
        foreach (var office in waiting)
        {
            var entries = office.Select(p => (p.Id, Reasons: KeyPremises.Reasons(
                    new(hot.GetValueOrDefault(p.Id), p.BadRatings, p.NearSchool, offences.GetValueOrDefault(p.Id)), policy.KeyLists)))
                .Where(e => e.Reasons.Count > 0).ToList();
            // An office without such premises gets its list when the first appears.
            if (entries.Count > 0 && await Send(office.Key, month, entries, now, ct))
                lists++;
        }

        return lists;
    }

    private async Task<bool> Send(Area office, Month month, IReadOnlyList<(string Id, IReadOnlyList<Core.Phrase> Reasons)> entries, DateTimeOffset now, CancellationToken ct)
    {
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var list = new KeyListRow { Id = Guid.CreateVersion7(now), Area = office.Path, Month = month.Index, Entries = entries.Count, Policy = policy.Version, SentAt = now };
        db.KeyLists.Add(list);
        db.KeyListEntries.AddRange(entries.Select(e => new KeyListEntryRow
        {
            ListId = list.Id, PremisesId = e.Id, Reasons = JsonSerializer.Serialize(e.Reasons, CaseJson.Stored.IReadOnlyListPhrase),
        }));
        notices.Add(db, office, await PlanReading.NameOf(db, office, ct), Occasions.KeyList, new($"/key-lists/{list.Id:D}", month.ToString(), entries.Count, null), now);
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            // Another collector sent this list meanwhile; if it did not, the next look finds that out.
            return false;
        }
    }
}
