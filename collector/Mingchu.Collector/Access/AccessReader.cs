using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Access;

/// <summary>A read of sensitive data.</summary>
/// <param name="Id">Rising number.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Account">Who.</param>
/// <param name="What">Kind of data.</param>
/// <param name="Subject">Which.</param>
/// <param name="Area">Area of it; empty when it is not of one.</param>
public sealed record AccessView(long Id, DateTimeOffset At, string Account, string What, string Subject, string Area);

/// <summary>Reads the access log for administrators.</summary>
public sealed class AccessReader(ScopedDbs dbs)
{
    /// <summary>Entries, newest first, below an id.</summary>
    public async Task<Page<AccessView>> List(Scope scope, long? below, int limit, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var entries = db.Set<AccessEntry>().AsNoTracking();
        if (below is { } id)
            entries = entries.Where(e => e.Id < id);
        var rows = await entries.OrderByDescending(e => e.Id).Take(limit + 1)
            .Select(e => new AccessView(e.Id, e.At, e.AccountName, e.What, e.Subject, e.Area)).ToListAsync(ct);
        var items = rows.Take(limit).ToList();
        return new(items, rows.Count > limit ? items[^1].Id.ToString(CultureInfo.InvariantCulture) : null);
    }
}
