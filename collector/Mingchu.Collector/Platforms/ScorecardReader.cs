using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Platforms;

/// <summary>Reads how platforms do: over the whole tree for regulators of every area, since a platform answers as one.</summary>
public sealed class ScorecardReader(ScopedDbs dbs, TimeProvider time)
{
    /// <summary>The scorecard, or null when the viewer does not see the platform.</summary>
    public async Task<ScorecardView?> Find(Viewer viewer, string platform, int days, CancellationToken ct)
    {
        await using var db = await dbs.Open(viewer.Scope, ct);
        if (viewer.Actor is not { } actor || !(actor.Role.IsRegulator() || actor.Role is Role.Platform)
            || await db.Platforms.AsNoTracking().SingleOrDefaultAsync(p => p.Id == platform, ct) is not { } row)
            return null;
        var since = time.GetUtcNow().AddDays(-days);
        // Counts only, so that all areas may enter: nothing tells which premises they are about.
        var notices = await db.Notices.IgnoreQueryFilters().AsNoTracking().Where(n => n.Platform == platform && n.SentAt >= since)
            .Select(n => new { n.SentAt, n.AnsweredAt, n.Stage, n.Late, n.Missing, n.Failed }).ToListAsync(ct);
        var shops = await db.Listings.IgnoreQueryFilters().Where(l => l.Platform == platform && l.Named).GroupBy(l => l.Status).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var cards = await db.Cards.AsNoTracking().Where(c => c.Platform == platform && c.At >= since).OrderByDescending(c => c.Number).ToListAsync(ct);
        var hours = notices.Where(n => n.AnsweredAt is not null).Select(n => (n.AnsweredAt!.Value - n.SentAt!.Value).TotalHours).Order().ToList();
        return new(row.Id, row.Name, days, shops.Sum(s => s.Count), shops.Where(s => s.Key != ListingStatus.Listed).Sum(s => s.Count), notices.Count,
            notices.Count(n => n.Stage == NoticeStage.Sent), notices.Count(n => n is { AnsweredAt: not null, Late: 0, Missing: 0, Failed: 0 }),
            notices.Sum(n => n.Late), notices.Sum(n => n.Missing), notices.Sum(n => n.Failed),
            hours.Count == 0 ? null : Math.Round((hours[(hours.Count - 1) / 2] + hours[hours.Count / 2]) / 2, 1),
            [.. cards.Select(c => new CardView(c.Number, c.Colour, c.At, c.Policy,
                [.. JsonSerializer.Deserialize(c.Reasons, CaseJson.Stored.IReadOnlyListPhrase)!.Select(r => r.In(CultureInfo.CurrentUICulture))], c.Version, c.TakenBackAt, c.TakenBackBy, c.TakenBackFor))]);
    }
}
