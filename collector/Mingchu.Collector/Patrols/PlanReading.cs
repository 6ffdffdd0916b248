using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Offices;
using Mingchu.Collector.Core.Patrols;
using Mingchu.Collector.Core.Premises;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Patrols;

/// <summary>Premises in business as draws and key lists see them.</summary>
internal sealed record Ground(string Id, Area Area, Trade Trade, int? BadRatings, bool NearSchool);

/// <summary>What draws and key lists read.</summary>
internal static class PlanReading
{
    /// <summary>All premises in business that this context shows.</summary>
    public static async Task<IReadOnlyList<Ground>> Premises(CollectorDb db, CancellationToken ct)
    {
        var rows = await db.Premises.AsNoTracking().Where(p => p.Status == PremisesStatus.Open)
            .Select(p => new { p.Id, p.Area, p.Hot, p.MonthlyOrders, p.Category, p.BadRatings, p.NearSchool }).ToListAsync(ct);
        return [.. rows.Select(p => new Ground(p.Id, Area.Of(p.Area), new(p.Id, p.Hot, p.MonthlyOrders, p.Category), p.BadRatings, p.NearSchool))];
    }

    /// <summary>The office's name for people: as registered, else its area's, else the path.</summary>
    public static async Task<string> NameOf(CollectorDb db, Area area, CancellationToken ct)
    {
        var kind = area.Level switch { AreaLevel.City => OfficeKind.CityBureau, AreaLevel.County => OfficeKind.CountyBureau, _ => OfficeKind.TownOffice };
        return await db.Offices.AsNoTracking().Where(o => o.Area == area.Path && o.Kind == kind).OrderBy(o => o.Id).Select(o => o.Name).FirstOrDefaultAsync(ct)
            ?? await db.Areas.AsNoTracking().Where(a => a.Area == area.Path).Select(a => a.Name).SingleOrDefaultAsync(ct)
            ?? area.Path;
    }
}
