using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Cases;

/// <summary>Gives case numbers within one transaction; the counter's row lock holds other collectors until the commit, so no number is left out.</summary>
public sealed class CaseNumbers(CollectorDb db)
{
    private CaseCounter? counter;

    /// <summary>The next number of this year, e.g. <c>2026-000123</c>.</summary>
    public async Task<string> Next(int year, CancellationToken ct)
    {
        if (counter?.Year != year)
        {
            // Takes the lock before the row is read.
            await db.CaseCounters.Where(c => c.Year == year).ExecuteUpdateAsync(s => s.SetProperty(c => c.Last, c => c.Last), ct);
            counter = await db.CaseCounters.SingleOrDefaultAsync(c => c.Year == year, ct);
            if (counter is null)
                db.CaseCounters.Add(counter = new CaseCounter { Year = year });
        }

        return $"{year:D4}-{++counter.Last:D6}";
    }
}
