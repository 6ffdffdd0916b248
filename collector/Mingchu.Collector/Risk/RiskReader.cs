using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Premises;
using Mingchu.Collector.Core.Risk;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Risk;

/// <summary>Premises in the ranking.</summary>
/// <param name="Rank">Place in what the viewer sees, from 1.</param>
/// <param name="PremisesId">The premises.</param>
/// <param name="Name">Their name.</param>
/// <param name="Area">Their area path.</param>
/// <param name="Kind">What they are.</param>
/// <param name="Index">0..100.</param>
/// <param name="Reasons">What made it, the most first, in the reader's language.</param>
public sealed record RiskItem(int Rank, string PremisesId, string Name, string Area, PremisesKind Kind, double Index, IReadOnlyList<string> Reasons);

/// <summary>The risk of one premises, explained.</summary>
/// <param name="PremisesId">The premises.</param>
/// <param name="Name">Their name.</param>
/// <param name="Index">0..100; null before it was made.</param>
/// <param name="At">When it was made, UTC.</param>
/// <param name="Policy">Version of the policy.</param>
/// <param name="Parts">What made it.</param>
public sealed record RiskView(string PremisesId, string Name, double? Index, DateTimeOffset? At, string? Policy, IReadOnlyList<RiskPartView> Parts);

/// <summary>One part of an index.</summary>
public sealed record RiskPartView(string Indicator, int Count, double Points, string Text);

/// <summary>Reads risk indexes, as far as the scope reaches.</summary>
public sealed class RiskReader(ScopedDbs dbs)
{
    /// <summary>Open premises by falling index, from a place on.</summary>
    /// <param name="scope">What is seen.</param>
    /// <param name="area">Only this area and what lies in it.</param>
    /// <param name="skip">Places passed over.</param>
    /// <param name="limit">Largest page.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Page<RiskItem>> Ranking(Scope scope, Area? area, int skip, int limit, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var premises = db.Premises.AsNoTracking().Where(p => p.RiskIndex != null && p.Status == PremisesStatus.Open);
        if (area?.Path is { } path)
            premises = premises.Where(p => p.Area == path || p.Area.StartsWith(path + "/"));
        var rows = await (from p in premises
                          join r in db.Set<RiskRow>() on p.Id equals r.PremisesId
                          orderby p.RiskIndex descending, p.Id
                          select new { p.Id, p.Name, p.Area, p.Kind, p.RiskIndex, r.Parts }).Skip(skip).Take(limit + 1).ToListAsync(ct);
        return new([.. rows.Take(limit).Select((r, i) => new RiskItem(skip + i + 1, r.Id, r.Name, r.Area, r.Kind, r.RiskIndex!.Value, [.. Parts(r.Parts).Select(Words)]))],
            rows.Count > limit ? (skip + limit).ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>One index, or null when the viewer does not see the premises.</summary>
    public async Task<RiskView?> Find(Scope scope, string premises, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        if (await db.Premises.AsNoTracking().SingleOrDefaultAsync(p => p.Id == premises, ct) is not { } row)
            return null;
        var risk = await db.Set<RiskRow>().AsNoTracking().SingleOrDefaultAsync(r => r.PremisesId == premises, ct);
        return new(row.Id, row.Name, row.RiskIndex, risk?.At, risk?.Policy,
            [.. Parts(risk?.Parts ?? "[]").Select(p => new RiskPartView(p.Indicator.Word(), p.Count, p.Points, Words(p)))]);
    }

    private static List<RiskPart> Parts(string json) => JsonSerializer.Deserialize<List<RiskPart>>(json)!;

    private static string Words(RiskPart part) => part.Because().In(CultureInfo.CurrentUICulture);
}
