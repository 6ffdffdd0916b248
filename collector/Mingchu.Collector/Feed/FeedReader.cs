using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Feed;

/// <summary>
/// Reads what happened in cases, as far as the reader's scope reaches. Whoever goes on from <see cref="FeedPage.Next"/> gets every event once:
/// of the cases the reader sees at that moment; a case that comes into sight later brings its later events only.
/// </summary>
public sealed class FeedReader(ScopedDbs dbs, CaseChanges changes, TimeProvider time)
{
    /// <summary>Most events of one piece.</summary>
    public const int MaxLimit = 500;

    /// <summary>Longest wait for news.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    // A reader of a small area looks at this much of the whole feed at once, so that no piece takes long.
    private const int Stretch = 5000;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>The place after everything that is there now.</summary>
    public async Task<long> Head(Viewer viewer, CancellationToken ct)
    {
        await using var db = await dbs.Open(viewer.Scope, ct);
        return await db.CaseFeed.IgnoreQueryFilters().MaxAsync(f => (long?)f.Position, ct) ?? 0;
    }

    /// <summary>The events after a place, oldest first.</summary>
    public async Task<(IReadOnlyList<FeedItem> Items, long Next, bool More)> Read(Viewer viewer, long after, int limit, CancellationToken ct)
    {
        await using var db = await dbs.Open(viewer.Scope, ct);
        // One statement sees one state of the database, so the end is read first: what is committed up to it is all there.
        var end = await db.CaseFeed.IgnoreQueryFilters().Where(f => f.Position > after).OrderBy(f => f.Position).Select(f => f.Position).Take(Stretch).MaxAsync(p => (long?)p, ct);
        if (end is not { } last)
            return ([], after, false);
        // The scope is asked once, of the case: asked of event and place as well, a database may well look for all cases of an area three times.
        var rows = await (
            from f in db.CaseFeed.AsNoTracking()
            where f.Position > after && f.Position <= last
            join e in db.CaseEvents on new { f.CaseId, f.Sequence } equals new { e.CaseId, e.Sequence }
            join c in db.Cases on f.CaseId equals c.Id
            orderby f.Position
            select new { f.Position, Event = e, c.Number, c.PremisesId, c.AreaKey, c.Hazard }).Take(limit).IgnoreQueryFilters([CollectorDb.OfCase]).ToListAsync(ct);
        var whole = viewer.Actor?.Role.IsRegulator() ?? false;
        var items = rows.Where(r => whole || !FeedRules.IsInternal(r.Event.Type)).Select(r => new FeedItem(
            Text(r.Position), r.Event.CaseId, r.Number, r.PremisesId, r.AreaKey[..^1], r.Hazard, r.Event.Sequence, r.Event.Type, r.Event.At, r.Event.ActorRole,
            whole ? r.Event.ActorName : null, whole ? JsonDocument.Parse(r.Event.Data).RootElement : null)).ToList();
        var next = rows.Count == limit ? rows[^1].Position : last;
        return (items, next, rows.Count == limit || next - after >= Stretch);
    }

    /// <summary>The same, but when there is nothing yet waits for it.</summary>
    public async Task<(IReadOnlyList<FeedItem> Items, long Next, bool More)> Wait(Viewer viewer, long after, int limit, TimeSpan patience, CancellationToken ct)
    {
        using var news = changes.Listen();
        var since = time.GetTimestamp();
        while (true)
        {
            while (news.Reader.TryRead(out _))
            {
                // One look finds all.
            }

            var read = await Read(viewer, after, limit, ct);
            if (read.Items.Count > 0 || read.More || time.GetElapsedTime(since) >= patience)
                return read;
            after = read.Next;
            await News(news, ct);
        }
    }

    /// <summary>A place as text.</summary>
    public static string Text(long position) => position.ToString(CultureInfo.InvariantCulture);

    // Commits of this process are told at once; those of other collectors are found by the regular look.
    private async Task News(CaseChanges.Subscription news, CancellationToken ct)
    {
        using var look = new CancellationTokenSource(Look, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, look.Token);
        try
        {
            await news.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Time for the regular look.
        }
    }
}
