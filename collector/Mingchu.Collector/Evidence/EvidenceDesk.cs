using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Ingest;
using Mingchu.Collector.Storage;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Evidence;

/// <summary>What became of an uploaded file.</summary>
/// <param name="Error">null when it is kept; else <c>too-large</c>, <c>digest</c>, <c>not-media</c>, <c>other-file</c> or <c>too-many</c>.</param>
/// <param name="IsNew">It was not here before.</param>
public sealed record PutResult(string? Error, bool IsNew = false);

/// <summary>Takes uploaded evidence; the announcement and the alert may come before or after.</summary>
public sealed class EvidenceDesk(
    IDbContextFactory<CollectorDb> dbs, WriterLock writer, CaseBook book, CaseChanges changes, EvidenceFiles files, TimeProvider time)
{
    /// <summary>Stores the file and files it with its case. Doing it twice changes nothing.</summary>
    public async Task<PutResult> Put(string device, string alertId, EvidenceKind kind, string sha256, Stream content, CancellationToken ct)
    {
        // Looked up before the upload is written, so that a device can't fill the disk with files that nothing refers to.
        if (await Refusal(device, alertId, kind, sha256, ct) is { } refusal)
            return new(refusal);
        var stored = await files.Store(content, sha256, MediaTypes.Of(kind), ct);
        if (stored.Error is not null)
            return new(stored.Error);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await File(device, alertId, kind, sha256, stored.Bytes, ct);
            }
            catch (DbUpdateException) when (attempt < 5)
            {
                // The announcement came in at the same moment on another collector: look again.
            }
        }
    }

    private async Task<string?> Refusal(string device, string alertId, EvidenceKind kind, string sha256, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var row = await db.Evidence.AsNoTracking().SingleOrDefaultAsync(e => e.Device == device && e.AlertId == alertId && e.Kind == kind, ct);
        if (row is not null)
            return row.Sha256 == sha256 ? null : "other-file";
        var leadId = LeadRow.IdOf(device, alertId);
        if (await db.Leads.AnyAsync(l => l.Id == leadId, ct))
            return null;
        return await db.Evidence.CountAsync(e => e.Device == device && e.CaseId == null, ct) >= EvidenceIntake.MostWaiting ? "too-many" : null;
    }

    private async Task<PutResult> File(string device, string alertId, EvidenceKind kind, string sha256, long bytes, CancellationToken ct)
    {
        CaseChanged? changed = null;
        bool isNew;
        using (await writer.Enter(ct))
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var now = time.GetUtcNow();
            var row = await db.Evidence.SingleOrDefaultAsync(e => e.Device == device && e.AlertId == alertId && e.Kind == kind, ct);
            if (row is not null && row.Sha256 != sha256)
                return new("other-file");
            if (row is null)
            {
                row = new EvidenceRow
                {
                    Device = device,
                    AlertId = alertId,
                    Kind = kind,
                    MediaType = MediaTypes.Of(kind),
                    Sha256 = sha256,
                    Bytes = bytes,
                    ReceivedAt = now,
                };
                db.Evidence.Add(row);
            }

            isNew = row.StoredAt is null;
            row.StoredAt ??= now;
            var leadId = LeadRow.IdOf(device, alertId);
            var caseId = row.CaseId ?? await db.Leads.Where(l => l.Id == leadId).Select(l => (Guid?)l.CaseId).SingleOrDefaultAsync(ct);
            if (isNew && caseId is not null)
                changed = await Join(db, row, caseId.Value, now, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        if (changed is not null)
            changes.Publish([changed]);
        return new(null, isNew);
    }

    private async Task<CaseChanged> Join(CollectorDb db, EvidenceRow row, Guid caseId, DateTimeOffset now, CancellationToken ct)
    {
        var summary = await db.Cases.SingleAsync(c => c.Id == caseId, ct);
        if (row.CaseId is null)
            EvidenceFiling.Attach(book, db, summary, await db.Premises.AsNoTracking().SingleAsync(p => p.Id == summary.PremisesId, ct), row, now);
        else
            EvidenceFiling.Picture(summary, row);
        return new(summary.Id, summary.Number, summary.Version, ["evidence-attached"]);
    }
}
