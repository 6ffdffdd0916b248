using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Cases;

/// <summary>Keeps the area that cases carry that of their premises.</summary>
internal static class CaseAreas
{
    /// <summary>The premises lie in another area: their cases are that area's from now on. Inside the transaction that moves them, before it is saved.</summary>
    public static async Task Follow(CollectorDb db, string premises, string area, CancellationToken ct)
    {
        // As ingest does: another collector may be opening a case for these premises, with the area it read.
        if (db is PostgresCollectorDb)
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({premises}, 7))", ct);
        var key = CaseSummary.AreaKeyOf(area);
        await db.Cases.IgnoreQueryFilters().Where(c => c.PremisesId == premises).ExecuteUpdateAsync(set => set.SetProperty(c => c.AreaKey, key), ct);
    }
}
