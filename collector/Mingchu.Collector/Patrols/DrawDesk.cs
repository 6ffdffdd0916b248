using System.Security.Cryptography;
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

/// <summary>
/// Draws, every month and for every area of the policy's levels, hot premises for inspection (D2), gives them to the offices they belong to and tells these.
/// The draw's row, unique per area and month, is written with all of it: of several collectors one makes the draw, and a crash leaves none of it.
/// </summary>
public sealed class DrawDesk(IDbContextFactory<CollectorDb> dbs, WriterLock writer, PatrolPolicy policy, BusinessCalendar calendar, WorkNotices notices, TimeProvider time)
{
    /// <summary>Makes every draw that is due; how many were made here.</summary>
    public async Task<int> Round(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (calendar.DayOf(now).Day < policy.Draw.Day)
            return 0;
        var month = Month.Of(now);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await db.Premises.AnyAsync(p => p.Hot || p.MonthlyOrders > 0, ct))
            return 0;
        var drawn = (await db.Draws.AsNoTracking().Where(d => d.Month == month.Index).Select(d => d.Area).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var premises = await PlanReading.Premises(db, ct);
        var made = 0;
        foreach (var level in policy.Draw.Levels)
            foreach (var area in premises.Select(p => p.Area.At(level)).OfType<Area>().Distinct().Where(a => !drawn.Contains(a.Path)).ToList())
                made += await Draw(area, month, [.. premises.Where(p => p.Area.IsWithin(area))], now, ct) ? 1 : 0;
        return made;
    }

    // An area without hot premises has no draw yet: its orders may still be brought in.
    private async Task<bool> Draw(Area area, Month month, IReadOnlyList<Ground> premises, DateTimeOffset now, CancellationToken ct)
    {
        var hot = HotPremises.Of([.. premises.Select(p => p.Trade)], policy.Hot);
        if (hot.Count == 0)
            return false;
        var seed = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var tickets = RandomDraw.Run(seed, hot.Keys, policy.Draw.Share);
        var drawn = tickets.Where(t => t.IsDrawn).Select(t => t.Id).ToHashSet(StringComparer.Ordinal);
        var due = calendar.Due(now, policy.Draw.Allow);
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var draw = new DrawRow
        {
            Id = Guid.CreateVersion7(now), Area = area.Path, Month = month.Index, Algorithm = RandomDraw.Algorithm, Seed = seed, Share = policy.Draw.Share,
            Candidates = tickets.Count, Drawn = drawn.Count, Policy = policy.Version, At = now,
        };
        db.Draws.Add(draw);
        db.DrawTickets.AddRange(tickets.Select(t => new DrawTicketRow
        {
            DrawId = draw.Id, PremisesId = t.Id, Ticket = t.Ticket, IsDrawn = t.IsDrawn, Why = JsonSerializer.Serialize(hot[t.Id], CaseJson.Stored.Phrase),
        }));
        foreach (var office in premises.Where(p => drawn.Contains(p.Id)).GroupBy(p => Territory.OfficeOf(p.Area)))
        {
            db.PatrolTasks.AddRange(office.Select(p => new PatrolTaskRow
            {
                Id = Guid.CreateVersion7(now), PremisesId = p.Id, Office = office.Key.Path, DrawId = draw.Id, GivenAt = now, DueAt = due,
            }));
            notices.Add(db, office.Key, await PlanReading.NameOf(db, office.Key, ct), Occasions.Drawn,
                new($"/draws/{draw.Id:D}", month.ToString(), office.Count(), calendar.DayOf(due)), now);
        }

        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            // Another collector made this draw meanwhile; if it did not, the next look finds that out.
            return false;
        }
    }
}
