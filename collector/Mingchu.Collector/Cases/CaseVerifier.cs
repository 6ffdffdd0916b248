using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Cases;

/// <summary>What verification found in one case.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Number">Its number.</param>
/// <param name="Sequence">First wrong line; 0 when the lines hold but the list differs from them.</param>
/// <param name="What"><c>missing</c>, <c>previous-hash</c>, <c>content</c> or <c>summary</c>.</param>
public sealed record CaseFault(Guid CaseId, string Number, int Sequence, string What);

/// <summary>Checks files against tampering: the hash chain, its head, and the list against the fold of the events.</summary>
public sealed class CaseVerifier(IDbContextFactory<CollectorDb> dbs)
{
    /// <summary>The fault of one case; null when all holds or there is no such case.</summary>
    public async Task<CaseFault?> Verify(Guid caseId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == caseId, ct) is { } summary ? await Check(db, summary, ct) : null;
    }

    /// <summary>The faults of all cases, oldest case first; <paramref name="checkedCases"/> is told the count so far.</summary>
    public async IAsyncEnumerable<CaseFault> VerifyAll(Action<int> checkedCases, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var list = await dbs.CreateDbContextAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var count = 0;
        await foreach (var summary in list.Cases.AsNoTracking().OrderBy(c => c.Number).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (await Check(db, summary, ct) is { } fault)
                yield return fault;
            checkedCases(++count);
        }
    }

    private static async Task<CaseFault?> Check(CollectorDb db, CaseSummary summary, CancellationToken ct)
    {
        var rows = await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == summary.Id).OrderBy(e => e.Sequence).ToListAsync(ct);
        if (CaseChain.Verify(rows.Select(r => r.ToRecord()), summary.HeadHash) is { } broken)
            return new(summary.Id, summary.Number, broken.Sequence, broken.What);
        var state = rows.Select(r => JsonSerializer.Deserialize(r.Data, CaseJson.Stored.CaseEvent)!).Aggregate((CaseState?)null, CaseState.Evolve);
        var listed = summary.ToState();
        // Lists of reasons compare by reference in records, so the grade is compared by its stored form.
        var same = state is not null && listed with { Grade = state.Grade } == state && listed.Grade.Grade == state.Grade.Grade
            && listed.Grade.Policy == state.Grade.Policy
            && JsonSerializer.Serialize(state.Grade.Reasons, CaseJson.Stored.IReadOnlyListPhrase) == summary.GradeReasons;
        return same ? null : new(summary.Id, summary.Number, 0, "summary");
    }
}
