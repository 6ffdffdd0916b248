using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Areas;

/// <summary>Names of areas for pages. The whole tree is kept for a while: it is small, and every line of a list asks.</summary>
public sealed class AreaNames(ScopedDbs dbs, TimeProvider time, ILogger<AreaNames> log)
{
    /// <summary>For how long a name that another collector changed may be shown as it was.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    private volatile Known known = new(FrozenDictionary<string, string>.Empty, DateTimeOffset.MinValue);

    /// <summary>The names from the city down to the area; a part that nobody has named stands as it is written.</summary>
    public async ValueTask<IReadOnlyList<string>> Of(string path, CancellationToken ct)
    {
        if (!Area.TryParse(path, out var area))
            return [path];
        if (IsOld())
            await Read(ct);
        return [.. area.Line.Select(a => known.Names.GetValueOrDefault(a.Path, a.Part))];
    }

    /// <summary>Reads the names anew when they are next asked for.</summary>
    public void Forget() => known = known with { At = DateTimeOffset.MinValue };

    private bool IsOld() => time.GetUtcNow() - known.At is var age && (age >= Kept || age < TimeSpan.Zero);

    private async Task Read(CancellationToken ct)
    {
        try
        {
            var now = time.GetUtcNow();
            await using var db = await dbs.Open(Scope.Everything, ct);
            known = new((await db.Areas.AsNoTracking().Select(a => new { a.Area, a.Name }).ToListAsync(ct)).ToFrozenDictionary(a => a.Area, a => a.Name), now);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A list without names is better than none.
            log.LogWarning(e, "The names of areas could not be read");
        }
    }

    private sealed record Known(FrozenDictionary<string, string> Names, DateTimeOffset At);
}
