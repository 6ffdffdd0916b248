using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Storage;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Evidence;

/// <summary>Pictures that people add to a case: what a merchant put right, what an office saw. Kept by hash like every other evidence.</summary>
public sealed class PictureDesk(
    ScopedDbs dbs, WriterLock writer, CaseBook book, CaseChanges changes, EvidenceFolder folder, TimeProvider time)
{
    /// <summary>Largest picture, bytes.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>Most pictures that people can add to one case.</summary>
    public const int MostPerCase = 60;

    private const string FromPerson = "person-";

    /// <summary>Adds a JPEG picture; null when done, else why not. The same picture twice is one.</summary>
    public async Task<Refusal?> Add(Guid caseId, byte[] picture, Actor actor, CancellationToken ct)
    {
        if (picture.Length > MaxBytes || MediaTypes.Sniff(picture) != MediaTypes.Jpeg)
            return Refusal.Of(Refusals.NoPicture, $"{MaxBytes / 1024 / 1024}");
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(picture));
        CaseChanged change;
        using (await writer.Enter(ct))
        {
            await using var db = await dbs.Open(Scope.Of(actor), ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await db.Cases.SingleOrDefaultAsync(c => c.Id == caseId, ct) is not { } summary)
                return Refusal.Of(Refusals.NotFound);
            var added = await db.Evidence.AsNoTracking().Where(e => e.CaseId == caseId && e.Device == "").Select(e => e.Sha256).ToListAsync(ct);
            if (added.Contains(sha256))
                return null;
            if (added.Count >= MostPerCase)
                return Refusal.Of(Refusals.TooManyPictures, $"{MostPerCase}");
            var now = time.GetUtcNow();
            var premises = await db.Premises.IgnoreQueryFilters().AsNoTracking().SingleAsync(p => p.Id == summary.PremisesId, ct);
            var row = new EvidenceRow
            {
                Device = "",
                AlertId = $"{FromPerson}{Guid.CreateVersion7(now):N}",
                Kind = EvidenceKind.Clean,
                MediaType = MediaTypes.Jpeg,
                Sha256 = sha256,
                Bytes = picture.Length,
                CapturedAt = now,
                StoredAt = now,
                CaseId = caseId,
                ReceivedAt = now,
            };
            if (book.Apply(db, summary, premises, new CaseCommand.AttachEvidence(row.AlertId, "photo", row.MediaType, sha256, row.Bytes), actor, now) is { } refusal)
                return refusal;
            using var content = new MemoryStream(picture);
            if ((await folder.Store(content, sha256, MediaTypes.Jpeg, ct)).Error is not null)
                return Refusal.Of(Refusals.NoPicture, $"{folder.MaxBytes / 1024 / 1024}");
            db.Evidence.Add(row);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            change = new(summary.Id, summary.Number, summary.Version, ["evidence-attached"]);
        }

        changes.Publish([change]);
        return null;
    }
}
