using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Pictures;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Evidence;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Platforms;

/// <summary>A notice was written, or why not.</summary>
public sealed record NoticeResult(Guid? Id, Refusal? Refusal);

/// <summary>Where people and platforms act on notices: one command, one transaction, one signal for the case.</summary>
public sealed class NoticeDesk(ScopedDbs dbs, WriterLock writer, PlatformBook book, CaseChanges changes, EvidenceFiles files, TimeProvider time)
{
    // What a notice is remembered by under a sender's key.
    private const string Subject = "notice:";

    /// <summary>Most pictures of one notice.</summary>
    public const int MostFiles = 60;

    private const int Attempts = 5;

    /// <summary>Begins a notice; the same key gives the same notice.</summary>
    public async Task<NoticeResult> Begin(NoticeDraft draft, Actor actor, string? key, CancellationToken ct)
    {
        NoticeResult result = new(null, null);
        var refusal = await Write(actor, key, null, async (db, now) =>
        {
            if (await Check(db, draft, ct) is { } wrong)
                return (null, wrong);
            // Whoever sees the premises may write about them; the notice is of their area.
            var area = draft.PremisesId is null ? actor.Area?.Path : await db.Premises.Where(p => p.Id == draft.PremisesId).Select(p => p.Area).SingleAsync(ct);
            var (row, refused) = book.Begin(db, Guid.CreateVersion7(now), await NoticeCounter.Next(db, now.Year, ct), draft, area, actor, now);
            result = new(row?.Id, refused);
            return (row?.Id, refused);
        }, id => result = new(id, null), ct);
        return refusal is null ? result : new(null, refusal);
    }

    /// <summary>Writes a draft anew.</summary>
    public Task<Refusal?> Redraft(Guid id, NoticeDraft draft, int version, Actor actor, string? key, CancellationToken ct) => On(id, actor, key, async (db, row, now) =>
    {
        if (await Check(db, draft, ct) is { } wrong)
            return wrong;
        // It stays about what it was begun for: another matter is another notice.
        return draft.Platform != row.Platform || draft.PremisesId != row.PremisesId || draft.CaseId != row.CaseId
            ? Refusal.Of(PlatformRefusals.BadField, "@notice.premises")
            : await book.Apply(db, row, new NoticeCommand.Draft(draft) { ExpectedVersion = version }, actor, now, ct);
    }, ct);

    /// <summary>Does a step; null when done, else why not. Of two at once one wins and the other is told. Evidence of an answer is what was handed in since the last one.</summary>
    public Task<Refusal?> Do(Guid id, NoticeCommand command, Actor actor, string? key, CancellationToken ct) => On(id, actor, key, async (db, row, now) =>
    {
        if (command is not NoticeCommand.Answer answer)
            return await book.Apply(db, row, command, actor, now, ct);
        var files = await db.Set<NoticeFileRow>().Where(f => f.NoticeId == id && f.Sequence == null).OrderBy(f => f.At).ToListAsync(ct);
        if (await book.Apply(db, row, answer with { Evidence = [.. files.Select(f => f.Sha256)] }, actor, now, ct) is { } refusal)
            return refusal;
        foreach (var file in files)
            file.Sequence = row.Version;
        return null;
    }, ct);

    /// <summary>Adds a JPEG picture as evidence for the next answer; the same picture twice is one, another one under a <paramref name="key"/> that was used is refused.</summary>
    public async Task<Refusal?> AddFile(Guid id, byte[] picture, Actor actor, CancellationToken ct, string? key = null)
    {
        // Where and with what it was taken is nobody's business here.
        if (picture.Length > PictureDesk.MaxBytes || PictureCleaning.Clean(picture) is not { MediaType: MediaTypes.Jpeg } clean)
            return Refusal.Of(Refusals.NoPicture, $"{PictureDesk.MaxBytes / 1024 / 1024}");
        if (actor.Role is not Role.Platform)
            return Refusal.Of(PlatformRefusals.NotYours, "@role." + actor.Role.Word());
        await using (var db = await dbs.Open(Scope.Of(actor), ct))
        {
            if (await db.Set<NoticeRow>().AsNoTracking().SingleOrDefaultAsync(n => n.Id == id, ct) is not { } row)
                return Refusal.Of(PlatformRefusals.NoNotice);
            if (await Look(db, row, clean, actor, key, ct) is (false, var refusal))
                return refusal;
        }

        if (await PictureDesk.Keep(files, clean, ct) is not null)
            return Refusal.Of(Refusals.NoPicture, $"{files.MaxBytes / 1024 / 1024}");
        return await On(id, actor, null, async (db, row, now) =>
        {
            if (await Look(db, row, clean, actor, key, ct) is (false, var refusal))
                return refusal;
            await DoneRequest.Remember(db, actor, key, FileSubject(id, clean), now, ct);
            db.Add(new NoticeFileRow { NoticeId = id, Sha256 = PictureDesk.Hash(clean), Bytes = clean.Bytes.Length, By = actor.Name, At = now });
            return null;
        }, ct);
    }

    // Whether the notice takes the picture; if not, why, or nothing when it is there already.
    private static async Task<(bool Takes, Refusal? Refusal)> Look(CollectorDb db, NoticeRow row, CleanPicture picture, Actor actor, string? key, CancellationToken ct)
    {
        if (await DoneRequest.Find(db, actor, key, ct) is { } done)
            return (false, done == FileSubject(row.Id, picture) ? null : Refusal.Of(Refusals.KeyUsed));
        if (row.Stage is not NoticeStage.Sent)
            return (false, Refusal.Of(PlatformRefusals.NoticeStage, "@notice.stage." + row.Stage.Word()));
        var sha256 = PictureDesk.Hash(picture);
        if (await db.Set<NoticeFileRow>().AnyAsync(f => f.NoticeId == row.Id && f.Sha256 == sha256, ct))
            return (false, null);
        return await db.Set<NoticeFileRow>().CountAsync(f => f.NoticeId == row.Id, ct) >= MostFiles ? (false, Refusal.Of(Refusals.TooManyPictures, $"{MostFiles}")) : (true, null);
    }

    private static string FileSubject(Guid notice, CleanPicture picture) => PictureDesk.Subject($"{Subject}{notice:N}", picture);

    // What a draft names must be there for its author, and the shop must be on the platform.
    private static async Task<Refusal?> Check(CollectorDb db, NoticeDraft draft, CancellationToken ct)
    {
        if (!await db.Set<PlatformRow>().IgnoreQueryFilters().AnyAsync(p => p.Id == draft.Platform, ct))
            return Refusal.Of(PlatformRefusals.UnknownPlatform, draft.Platform);
        if (draft.PremisesId is { } premises)
        {
            if (!await db.Premises.AnyAsync(p => p.Id == premises, ct))
                return Refusal.Of(Refusals.UnknownPremises, premises);
            if (!await db.Set<ListingRow>().AnyAsync(l => l.PremisesId == premises && l.Platform == draft.Platform && l.Named, ct))
                return Refusal.Of(PlatformRefusals.NotListed, draft.Platform);
        }

        return draft.CaseId is { } id && !await db.Cases.AnyAsync(c => c.Id == id && (draft.PremisesId == null || c.PremisesId == draft.PremisesId), ct)
            ? Refusal.Of(Refusals.NotFound)
            : null;
    }

    private Task<Refusal?> On(Guid id, Actor actor, string? key, Func<CollectorDb, NoticeRow, DateTimeOffset, Task<Refusal?>> work, CancellationToken ct) =>
        Write(actor, key, id, async (db, now) => await db.Set<NoticeRow>().SingleOrDefaultAsync(n => n.Id == id, ct) is { } row
            ? (id, await work(db, row, now))
            : (null, Refusal.Of(PlatformRefusals.NoNotice)), null, ct);

    private async Task<Refusal?> Write(
        Actor actor, string? key, Guid? subject, Func<CollectorDb, DateTimeOffset, Task<(Guid? Id, Refusal? Refusal)>> work, Action<Guid>? known, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Once(actor, key, subject, work, known, ct);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Another collector's event took this sequence number: decide again on what it wrote.
            }
        }
    }

    private async Task<Refusal?> Once(
        Actor actor, string? key, Guid? subject, Func<CollectorDb, DateTimeOffset, Task<(Guid? Id, Refusal? Refusal)>> work, Action<Guid>? known, CancellationToken ct)
    {
        IReadOnlyList<CaseChanged> changed;
        using (await writer.Enter(ct))
        {
            await using var db = await dbs.Open(Scope.Of(actor), ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var now = time.GetUtcNow();
            if (await DoneRequest.Find(db, actor, key, ct) is { } done)
            {
                if (!done.StartsWith(Subject, StringComparison.Ordinal) || !Guid.TryParse(done[Subject.Length..], out var before) || (subject is not null && before != subject))
                    return Refusal.Of(Refusals.KeyUsed);
                known?.Invoke(before);
                return null;
            }

            var (id, refusal) = await work(db, now);
            if (refusal is not null)
                return refusal;
            await DoneRequest.Remember(db, actor, key, Subject + id!.Value.ToString("N"), now, ct);
            changed = Changed(db);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        changes.Publish(changed);
        return null;
    }

    /// <summary>The cases that got a line, for who listens.</summary>
    internal static IReadOnlyList<CaseChanged> Changed(CollectorDb db) =>
        [.. db.ChangeTracker.Entries<CaseSummary>().Where(e => e.State == EntityState.Modified).Select(e => new CaseChanged(e.Entity.Id, e.Entity.Number, e.Entity.Version, ["notice-recorded"]))];
}
