using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Areas;

namespace Mingchu.Collector.Storage;

/// <summary>
/// The database as somebody sees it: every query is filtered by the scope, see <see cref="CollectorDb"/>. What serves pages and API takes this and
/// never the factory; a test holds the code to it.
/// </summary>
public sealed class ScopedDbs(IDbContextFactory<CollectorDb> dbs)
{
    /// <summary>A context that shows only what the scope holds.</summary>
    public async Task<CollectorDb> Open(Scope scope, CancellationToken ct)
    {
        var db = await dbs.CreateDbContextAsync(ct);
        db.Show(scope);
        return db;
    }
}
