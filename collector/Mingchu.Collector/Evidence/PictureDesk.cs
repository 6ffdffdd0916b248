using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Pictures;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Evidence;

/// <summary>
/// Pictures that people add to a case: what a merchant put right, what an office saw. Traces are taken out of them (<see cref="PictureCleaning"/>) before
/// they are kept, by hash like every other evidence.
/// </summary>
public sealed class PictureDesk(
    ScopedDbs dbs, WriterLock writer, CaseBook book, CaseChanges changes, EvidenceFiles files, TimeProvider time)
{
    /// <summary>Largest picture, bytes.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>Most pictures that people can add to one case.</summary>
    public const int MostPerCase = 60;

    private const string FromPerson = "person-";

    /// <summary>Adds a JPEG or PNG picture; null when done, else why not. The same picture twice is one; another picture under a <paramref name="key"/> that was used is refused.</summary>
    public async Task<Refusal?> Add(Guid caseId, byte[] picture, Actor actor, CancellationToken ct, string? key = null)
    {
        if (picture.Length > MaxBytes || PictureCleaning.Clean(picture) is not { } clean)
            return Refusal.Of(Refusals.NoPicture, $"{MaxBytes / 1024 / 1024}");
        await using (var db = await dbs.Open(Scope.Of(actor), ct))
        {
            var (summary, refusal) = await Look(db, caseId, clean, actor, key, ct);
            if (summary is null)
                return refusal;
        }

        if (await Keep(files, clean, ct) is not null)
            return Refusal.Of(Refusals.NoPicture, $"{files.MaxBytes / 1024 / 1024}");
        CaseChanged change;
        using (await writer.Enter(ct))
        {
            await using var db = await dbs.Open(Scope.Of(actor), ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var (summary, refusal) = await Look(db, caseId, clean, actor, key, ct);
            if (summary is null)
                return refusal;
            var premises = await db.Premises.IgnoreQueryFilters().AsNoTracking().SingleAsync(p => p.Id == summary.PremisesId, ct);
            if (Attach(book, db, summary, premises, clean, actor, time.GetUtcNow()) is { } cant)
                return cant;
            await DoneRequest.Remember(db, actor, key, Subject($"case:{caseId:N}", clean), time.GetUtcNow(), ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            change = new(summary.Id, summary.Number, summary.Version, ["evidence-attached"]);
        }

        changes.Publish([change]);
        return null;
    }

    // The case that takes the picture; without it why not, or nothing when the picture is there already.
    private static async Task<(CaseSummary? Case, Refusal? Refusal)> Look(CollectorDb db, Guid caseId, CleanPicture picture, Actor actor, string? key, CancellationToken ct)
    {
        if (await db.Cases.SingleOrDefaultAsync(c => c.Id == caseId, ct) is not { } summary)
            return (null, Refusal.Of(Refusals.NotFound));
        if (await DoneRequest.Find(db, actor, key, ct) is { } done)
            return (null, done == Subject($"case:{caseId:N}", picture) ? null : Refusal.Of(Refusals.KeyUsed));
        var added = await db.Evidence.AsNoTracking().Where(e => e.CaseId == caseId && e.Device == "").Select(e => e.Sha256).ToListAsync(ct);
        if (added.Contains(Hash(picture)))
            return (null, null);
        return added.Count >= MostPerCase ? (null, Refusal.Of(Refusals.TooManyPictures, $"{MostPerCase}")) : (summary, null);
    }

    /// <summary>Lower-case hex SHA-256, under which the picture is kept.</summary>
    internal static string Hash(CleanPicture picture) => Convert.ToHexStringLower(SHA256.HashData(picture.Bytes));

    /// <summary>What a picture of something is remembered by under a sender's key.</summary>
    internal static string Subject(string of, CleanPicture picture) => $"picture:{of}/{Hash(picture)}";

    /// <summary>
    /// Keeps the file; null when it is there, else a code as of <see cref="StoreResult"/>. Done before one's turn to write, so that a slow store holds up nobody
    /// else: if the transaction then fails, a file is left that no row names, and that sending again finds there.
    /// </summary>
    internal static async Task<string?> Keep(EvidenceFiles files, CleanPicture picture, CancellationToken ct)
    {
        using var content = new MemoryStream(picture.Bytes);
        return (await files.Store(content, Hash(picture), picture.MediaType, ct)).Error;
    }

    /// <summary>Writes the picture into the file of a case, inside somebody's transaction; null when done.</summary>
    internal static Refusal? Attach(CaseBook book, CollectorDb db, CaseSummary summary, PremisesRow premises, CleanPicture picture, Actor actor, DateTimeOffset now)
    {
        var row = new EvidenceRow
        {
            Device = "",
            AlertId = $"{FromPerson}{Guid.CreateVersion7(now):N}",
            Kind = EvidenceKind.Clean,
            MediaType = picture.MediaType,
            Sha256 = Hash(picture),
            Bytes = picture.Bytes.Length,
            CapturedAt = now,
            StoredAt = now,
            CaseId = summary.Id,
            ReceivedAt = now,
            AddedBy = actor.Id,
        };
        if (book.Apply(db, summary, premises, new CaseCommand.AttachEvidence(row.AlertId, "photo", row.MediaType, row.Sha256, row.Bytes), actor, now) is { } refusal)
            return refusal;
        summary.Picture ??= row.Sha256;
        db.Evidence.Add(row);
        return null;
    }
}
