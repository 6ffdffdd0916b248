using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Push.InApp;

/// <summary>A line of the bell.</summary>
public sealed record InboxLine(long Id, Notice Notice);

/// <summary>What the bell shows to an account.</summary>
public sealed class Inbox(ScopedDbs dbs)
{
    private const int Shown = 15;
    private const int CountLimit = 100;

    /// <summary>The newest lines, the highest one the account has seen, and how many it has not (at most 100).</summary>
    public async Task<(IReadOnlyList<InboxLine> Lines, long Seen, int Unseen)> Read(Viewer viewer, CancellationToken ct)
    {
        await using var db = await dbs.Open(viewer.Scope, ct);
        var accountId = viewer.Actor?.Id;
        var seen = await db.Users.Where(u => u.Id == accountId).Select(u => u.InboxSeen).SingleOrDefaultAsync(ct);
        // Who sees the whole tree reads what an office is told, not what a platform is told of the same.
        var platform = viewer.Actor?.Platform;
        var items = db.Set<InboxItem>().AsNoTracking().Where(i => i.Platform == null || i.Platform == platform);
        var rows = await items.OrderByDescending(i => i.Id).Take(Shown).ToListAsync(ct);
        var unseen = await items.Where(i => i.Id > seen).OrderBy(i => i.Id).Select(i => i.Id).Take(CountLimit).CountAsync(ct);
        var lines = rows.Select(r => new InboxLine(r.Id, JsonSerializer.Deserialize(r.Notice, NoticeJson.Default.Notice)!));
        // Notices are delivered side by side, so that their numbers need not follow their times.
        return ([.. lines.OrderByDescending(l => l.Notice.At)], seen, unseen);
    }

    /// <summary>The account has seen everything up to this line.</summary>
    public async Task MarkSeen(string accountId, long line, CancellationToken ct)
    {
        await using var db = await dbs.Open(Scope.Nothing, ct);
        await db.Users.Where(u => u.Id == accountId && u.InboxSeen < line).ExecuteUpdateAsync(s => s.SetProperty(u => u.InboxSeen, line), ct);
    }
}
