using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Patrols;
using Mingchu.Collector.Core.Pictures;
using Mingchu.Collector.Evidence;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Patrols;

/// <summary>
/// Takes in inspections (D6). Record, leads of failed points, pictures and the tasks it settles are one transaction; the same submission again is the same
/// inspection, whatever became of the first answer.
/// </summary>
public sealed class InspectionDesk(
    ScopedDbs dbs, WriterLock writer, CaseBook book, LeadIntake intake, CaseChanges changes, EvidenceFiles files, CheckLists lists, TimeProvider time)
{
    /// <summary>Most pictures of one inspection.</summary>
    public const int MostPictures = 60;

    /// <summary>Largest form, bytes: telephones make pictures of some megabytes, and a form may hold a good number of them.</summary>
    public const long MaxForm = 120L * 1024 * 1024;

    private const int Attempts = 5;

    /// <summary>Whether somebody of this role inspects.</summary>
    public static bool May(Role role) => role.IsRegulator() || role.IsGrid();

    /// <summary>Records an inspection.</summary>
    public async Task<InspectionResult> Record(InspectionForm form, Actor actor, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!May(actor.Role))
            return InspectionResult.No(Phrase.Of(Refusals.NotAllowed, $"@role.{actor.Role.Word()}"));
        if (form.Key.Length is 0 or > 128 || form.Key.Any(c => c is <= ' ' or >= (char)127))
            return InspectionResult.No(Phrase.Of("check.key"));
        if (lists.Find(form.ListId, form.ListVersion) is not { For: CheckSubject.Premises } list)
            return InspectionResult.No(Phrase.Of("check.list", form.ListId));
        var faults = Filling.Faults(list, form.Answers).ToList();
        if (form.At > now.AddMinutes(5) || form.At < now.AddYears(-1))
            faults.Add(Phrase.Of(Refusals.SeenAt));
        if (form.Note.Length > CaseDecider.MaxText)
            faults.Add(Phrase.Of(Refusals.TextTooLong, $"{CaseDecider.MaxText}"));
        var pictures = Clean(list, form.Pictures, faults);
        if (faults.Count > 0)
            return InspectionResult.No(faults);
        await using (var db = await dbs.Open(Scope.Of(actor), ct))
        {
            if (!await db.Premises.AnyAsync(p => p.Id == form.PremisesId, ct))
                return InspectionResult.No(Phrase.Of(Refusals.UnknownPremises, form.PremisesId));
            if (await db.Inspections.AsNoTracking().SingleOrDefaultAsync(i => i.ById == actor.Id && i.Key == form.Key, ct) is { } before)
                return new(before.Id, false, []);
        }

        foreach (var (_, picture) in pictures)
            await Keep(picture, ct);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Once(form, list, pictures, actor, now, ct);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Another collector recorded the same, or took a number: look again.
            }
        }
    }

    /// <summary>Adds a picture to a point of an inspection that one sees and made; null when done, else why not. The same picture twice is one.</summary>
    public async Task<Phrase?> AddPicture(Guid inspection, string point, byte[] file, Actor actor, CancellationToken ct, string? key = null)
    {
        if (file.Length > PictureDesk.MaxBytes || PictureCleaning.Clean(file) is not { } picture)
            return Phrase.Of("check.picture", point, $"{PictureDesk.MaxBytes / 1024 / 1024}");
        await using (var db = await dbs.Open(Scope.Of(actor), ct))
        {
            var (row, _, fault) = await Look(db, inspection, point, picture, actor, key, ct);
            if (row is null)
                return fault;
        }

        await Keep(picture, ct);
        CaseChanged? change = null;
        using (await writer.Enter(ct))
        {
            await using var db = await dbs.Open(Scope.Of(actor), ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var (row, caseId, fault) = await Look(db, inspection, point, picture, actor, key, ct);
            if (row is null)
                return fault;
            if (caseId is { } id && await db.Cases.SingleOrDefaultAsync(c => c.Id == id, ct) is { } summary && !summary.Stage.IsSettled())
            {
                var premises = await db.Premises.AsNoTracking().SingleAsync(p => p.Id == row.PremisesId, ct);
                if (PictureDesk.Attach(book, db, summary, premises, picture, actor, time.GetUtcNow()) is { } refusal)
                    return refusal.Because;
                change = new(summary.Id, summary.Number, summary.Version, ["evidence-attached"]);
            }

            Add(db, inspection, point, picture);
            await DoneRequest.Remember(db, actor, key, Subject(inspection, point, picture), time.GetUtcNow(), ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        if (change is not null)
            changes.Publish([change]);
        return null;
    }

    private async Task<InspectionResult> Once(
        InspectionForm form, CheckList list, IReadOnlyList<(string Point, CleanPicture Picture)> pictures, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        List<CaseSummary> touched = [];
        InspectionRow row;
        using (await writer.Enter(ct))
        {
            await using var db = await dbs.Open(Scope.Of(actor), ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await db.Premises.AsNoTracking().SingleOrDefaultAsync(p => p.Id == form.PremisesId, ct) is not { } premises)
                return InspectionResult.No(Phrase.Of(Refusals.UnknownPremises, form.PremisesId));
            await LeadIntake.Hold(db, premises.Id, ct);
            if (await db.Inspections.AsNoTracking().SingleOrDefaultAsync(i => i.ById == actor.Id && i.Key == form.Key, ct) is { } before)
                return new(before.Id, false, []);
            if (await Use(db, list, now, ct) is { } changed)
                return InspectionResult.No(changed);
            row = new()
            {
                Id = Guid.CreateVersion7(now), PremisesId = premises.Id, ListId = list.Id, ListVersion = list.Version, ById = actor.Id, By = actor.Name, ByRole = actor.Role,
                Key = form.Key, At = (form.At ?? now).ToUniversalTime(), RecordedAt = now, Note = form.Note.Trim(), Failed = form.Answers.Count(a => a.Answer == Answer.Fail),
            };
            db.Inspections.Add(row);
            var numbers = new CaseNumbers(db);
            foreach (var answer in form.Answers)
            {
                var own = pictures.Where(p => p.Point == answer.Point).Select(p => p.Picture).DistinctBy(PictureDesk.Hash).ToList();
                var (lead, summary, refusal) = answer.Answer == Answer.Fail ? await File(db, numbers, premises, list, row, answer, actor, ct) : (null, null, null);
                if (refusal is not null)
                    return InspectionResult.No(refusal.Because);
                db.InspectionPoints.Add(new() { InspectionId = row.Id, Point = answer.Point, Answer = answer.Answer, Note = answer.Note.Trim(), LeadId = lead, CaseId = summary?.Id });
                foreach (var picture in own)
                {
                    if (summary is not null && PictureDesk.Attach(book, db, summary, premises, picture, actor, now) is { } cant)
                        return InspectionResult.No(cant.Because);
                    Add(db, row.Id, answer.Point, picture);
                }

                if (summary is not null && !touched.Contains(summary))
                    touched.Add(summary);
                await db.SaveChangesAsync(ct);
            }

            // What an office owed for these premises is done by going there once.
            foreach (var task in await db.PatrolTasks.Where(t => t.PremisesId == premises.Id && t.DoneAt == null && t.GivenAt <= row.At).ToListAsync(ct))
                (task.InspectionId, task.DoneAt) = (row.Id, now);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        changes.Publish(touched.Select(c => new CaseChanged(c.Id, c.Number, c.Version, ["lead-added"])));
        return new(row.Id, true, []);
    }

    private async Task<(string? Lead, CaseSummary? Case, Refusal? Refusal)> File(
        CollectorDb db, CaseNumbers numbers, PremisesRow premises, CheckList list, InspectionRow row, PointAnswer answer, Actor actor, CancellationToken ct)
    {
        var point = list.Find(answer.Point)!;
        var source = actor.Role.IsGrid() ? LeadSource.GridPatrol : LeadSource.DepartmentPatrol;
        var id = LeadDesk.IdOf(source, actor, $"{row.Key}\n{answer.Point}");
        var form = new LeadForm(source, premises.Id, point.Hazard, Filling.Text(list, point, answer.Note, CultureInfo.CurrentUICulture, CaseDecider.MaxText), row.At);
        var (summary, refusal) = await intake.Take(db, numbers, premises, id, form, actor, row.RecordedAt, ct);
        return (id, summary, refusal);
    }

    // The inspection that takes the picture, with the case of the point; without it why not, or nothing when the picture is there already.
    private static async Task<(InspectionRow? Inspection, Guid? Case, Phrase? Fault)> Look(
        CollectorDb db, Guid inspection, string point, CleanPicture picture, Actor actor, string? key, CancellationToken ct)
    {
        if (await db.Inspections.AsNoTracking().SingleOrDefaultAsync(i => i.Id == inspection && i.ById == actor.Id, ct) is not { } row)
            return (null, null, Phrase.Of("inspection.missing"));
        if (await db.InspectionPoints.AsNoTracking().SingleOrDefaultAsync(p => p.InspectionId == inspection && p.Point == point, ct) is not { } answered)
            return (null, null, Phrase.Of("check.picture-point", point));
        if (await DoneRequest.Find(db, actor, key, ct) is { } done)
            return (null, null, done == Subject(inspection, point, picture) ? null : Refusal.Of(Refusals.KeyUsed).Because);
        var sha256 = PictureDesk.Hash(picture);
        if (await db.InspectionPictures.AnyAsync(p => p.InspectionId == inspection && p.Point == point && p.Sha256 == sha256, ct))
            return (null, null, null);
        return await db.InspectionPictures.CountAsync(p => p.InspectionId == inspection, ct) >= MostPictures
            ? (null, null, Phrase.Of("check.pictures", $"{MostPictures}")) : (row, answered.CaseId, null);
    }

    private static string Subject(Guid inspection, string point, CleanPicture picture) => PictureDesk.Subject($"{inspection:N}/{point}", picture);

    private async Task Keep(CleanPicture picture, CancellationToken ct)
    {
        if (await PictureDesk.Keep(files, picture, ct) is { } error)
            throw new IOException($"a picture of an inspection could not be kept: {error}");
    }

    private static void Add(CollectorDb db, Guid inspection, string point, CleanPicture picture) =>
        db.InspectionPictures.Add(new() { InspectionId = inspection, Point = point, Sha256 = PictureDesk.Hash(picture), MediaType = picture.MediaType, Bytes = picture.Bytes.Length });

    private static async Task<Phrase?> Use(CollectorDb db, CheckList list, DateTimeOffset now, CancellationToken ct)
    {
        var content = CheckListFile.Write(list);
        if (await db.CheckLists.AsNoTracking().SingleOrDefaultAsync(l => l.Id == list.Id && l.Version == list.Version, ct) is { } used)
            return used.Content == content ? null : Phrase.Of("check.list-changed", list.Id, $"{list.Version}");
        db.CheckLists.Add(new() { Id = list.Id, Version = list.Version, Content = content, FirstUsedAt = now });
        return null;
    }

    private static List<(string, CleanPicture)> Clean(CheckList list, IReadOnlyList<PointPicture> pictures, List<Phrase> faults)
    {
        List<(string, CleanPicture)> clean = [];
        if (pictures.Count > MostPictures)
            faults.Add(Phrase.Of("check.pictures", $"{MostPictures}"));
        foreach (var picture in pictures.Take(MostPictures))
            if (list.Find(picture.Point) is null)
                faults.Add(Phrase.Of("check.picture-point", picture.Point));
            else if (picture.File.Length > PictureDesk.MaxBytes || PictureCleaning.Clean(picture.File) is not { } cleaned)
                faults.Add(Phrase.Of("check.picture", picture.Point, $"{PictureDesk.MaxBytes / 1024 / 1024}"));
            else
                clean.Add((picture.Point, cleaned));
        return clean;
    }
}
