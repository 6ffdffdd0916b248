using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Platforms;

/// <summary>What verification found in the file of a notice, a listing or a card.</summary>
/// <param name="FileId">The notice, listing or card.</param>
/// <param name="Name"><c>notice 2026-0012</c>, <c>listing canteen-1 on meituan</c>, <c>card 2 of meituan</c>; <c>file</c> when none of them is there any more.</param>
/// <param name="Sequence">First wrong line; 0 when the lines hold but the list differs from them.</param>
/// <param name="What"><c>missing</c>, <c>previous-hash</c>, <c>content</c>, <c>summary</c>, or <c>deleted</c> when the lines are of something that is gone.</param>
public sealed record PlatformFault(Guid FileId, string Name, int Sequence, string What);

/// <summary>Checks the files of notices, listings and cards against tampering, as <see cref="Cases.CaseVerifier"/> does those of cases: the hash chain, its head, and the list against the fold of the events.</summary>
public sealed class PlatformVerifier(IDbContextFactory<CollectorDb> dbs)
{
    /// <summary>The faults of all notices, then of all listings, then of all cards; <paramref name="checkedFiles"/> is told the counts so far.</summary>
    public async IAsyncEnumerable<PlatformFault> VerifyAll(Action<(int Notices, int Listings)> checkedFiles, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var list = await dbs.CreateDbContextAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (notices, listings) = (0, 0);
        await foreach (var row in list.Notices.AsNoTracking().OrderBy(n => n.Number).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (FaultOf(await Lines(db, row.Id, ct), row.HeadHash, lines => Same(row, lines)) is { } fault)
                yield return new(row.Id, $"notice {row.Number}", fault.Sequence, fault.What);
            checkedFiles((++notices, listings));
        }

        await foreach (var row in list.Listings.AsNoTracking().OrderBy(l => l.PremisesId).ThenBy(l => l.Platform).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (FaultOf(await Lines(db, row.Id, ct), row.HeadHash, lines => Same(row, lines)) is { } fault)
                yield return new(row.Id, $"listing {row.PremisesId} on {row.Platform}", fault.Sequence, fault.What);
            checkedFiles((notices, ++listings));
        }

        await foreach (var row in list.Cards.AsNoTracking().OrderBy(c => c.Platform).ThenBy(c => c.Number).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (FaultOf(await Lines(db, row.Id, ct), row.HeadHash, lines => Same(row, lines)) is { } fault)
                yield return new(row.Id, $"card {row.Number} of {row.Platform}", fault.Sequence, fault.What);
        }

        // A notice that was deleted whole would be missed by nobody but its lines, and by its number.
        var lost = db.Set<PlatformEventRow>().Where(e => !db.Notices.Any(n => n.Id == e.FileId) && !db.Listings.Any(l => l.Id == e.FileId) && !db.Cards.Any(c => c.Id == e.FileId)).Select(e => e.FileId).Distinct();
        foreach (var id in await lost.OrderBy(id => id).ToListAsync(ct))
            yield return new(id, "file", 1, "deleted");
    }

    private static async Task<List<CaseRecord>> Lines(CollectorDb db, Guid file, CancellationToken ct) =>
        [.. (await db.Set<PlatformEventRow>().AsNoTracking().Where(e => e.FileId == file).OrderBy(e => e.Sequence).ToListAsync(ct)).Select(e => e.ToRecord())];

    private static BrokenLink? FaultOf(IReadOnlyList<CaseRecord> lines, string head, Func<IReadOnlyList<CaseRecord>, bool> listed) =>
        CaseChain.Verify(lines, head) ?? (listed(lines) ? null : new(0, "summary"));

    private static bool Same(NoticeRow row, IReadOnlyList<CaseRecord> lines)
    {
        var again = new NoticeRow { Id = row.Id, Number = row.Number, Platform = row.Platform, State = "", HeadHash = CaseChain.Root };
        NoticeState? state = null;
        foreach (var line in lines)
        {
            var happened = JsonSerializer.Deserialize(line.Data, PlatformJson.Stored.NoticeEvent)!;
            again.Take(state = NoticeState.Evolve(state, happened), [happened], line.Hash, line.At);
        }

        // The list's times keep more than the milliseconds of the file, and when time acts next is put off after trouble.
        return (row.State, row.Kind, row.Platform, row.PremisesId, row.CaseId, row.Stage, row.Version) == (again.State, again.Kind, again.Platform, again.PremisesId, again.CaseId, again.Stage, again.Version)
            && (row.Late, row.Missing, row.Failed) == (again.Late, again.Missing, again.Failed)
            && Near(row.SentAt, again.SentAt) && Near(row.DueAt, again.DueAt) && Near(row.AnsweredAt, again.AnsweredAt);
    }

    private static bool Same(ListingRow row, IReadOnlyList<CaseRecord> lines) =>
        row.ToState() == lines.Select(l => JsonSerializer.Deserialize(l.Data, PlatformJson.Stored.ListingEvent)!).Aggregate(ListingState.Start, ListingState.Evolve);

    private static bool Same(CardRow row, IReadOnlyList<CaseRecord> lines)
    {
        var file = lines.Select(l => JsonSerializer.Deserialize(l.Data, PlatformJson.Stored.CardEvent)!).ToList();
        return row.Version == file.Count && file.OfType<CardEvent.Given>().SingleOrDefault()?.Colour == row.Colour && file.OfType<CardEvent.TakenBack>().SingleOrDefault()?.Reason == row.TakenBackFor;
    }

    private static bool Near(DateTimeOffset? one, DateTimeOffset? other) => one is { } a && other is { } b ? (a - b).Duration() <= TimeSpan.FromMilliseconds(1) : one is null && other is null;
}
