using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Grading;
using Mingchu.Collector.Storage;
using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Cases;

/// <summary>Takes in leads of every source but alerts (B1). The same lead handed in twice is one lead: by its reference, or by the sender's key.</summary>
public sealed class LeadDesk(
    ScopedDbs dbs, WriterLock writer, CaseBook book, CaseDecider decider, CaseChanges changes, GradingPolicy policy, TimeProvider time)
{
    /// <summary>Longest reference, characters.</summary>
    public const int MaxReference = 64;

    private const int Attempts = 5;

    /// <summary>Files the lead.</summary>
    /// <param name="form">What is handed in.</param>
    /// <param name="actor">Who does.</param>
    /// <param name="key">The sender's key of this one request; the same key gives the same answer.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<LeadResult> Register(LeadForm form, Actor actor, string? key, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (HazardList.Current.Find(form.Hazard) is null)
            return LeadResult.No(Refusals.UnknownHazard, form.Hazard);
        if (string.IsNullOrWhiteSpace(form.Text))
            return LeadResult.No(Refusals.TextMissing);
        if (form.Reference?.Length > MaxReference)
            return LeadResult.No(Refusals.TextTooLong, $"{MaxReference}");
        if (form.SeenAt > now.AddMinutes(5) || form.SeenAt < now.AddYears(-1))
            return LeadResult.No(Refusals.SeenAt);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Once(form, actor, IdOf(form, actor, key), now, ct);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Another collector filed the same, or took the number: look again.
            }
        }
    }

    private async Task<LeadResult> Once(LeadForm form, Actor actor, string id, DateTimeOffset now, CancellationToken ct)
    {
        // A platform checks data of businesses that it does not otherwise see here.
        var scope = actor.Role is Role.Platform ? Scope.Everything : Scope.Of(actor);
        CaseSummary summary;
        List<string> types;
        using (await writer.Enter(ct))
        {
            await using var db = await dbs.Open(scope, ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await db.Premises.AsNoTracking().SingleOrDefaultAsync(p => p.Id == form.PremisesId, ct) is not { } premises)
                return LeadResult.No(Refusals.UnknownPremises, form.PremisesId);
            // As ingest does: another collector may be opening a case for the same premises.
            if (db is PostgresCollectorDb)
                await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({premises.Id}, 7))", ct);
            if (await db.Leads.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, ct) is { } before)
                return new(before.Id, before.CaseId, false, null);

            var seen = (form.SeenAt ?? now).ToUniversalTime();
            var lead = new Lead(id, form.Source, premises.Id, form.Hazard, actor.Name, 1, seen, seen, seen, now)
            {
                Text = form.Text.Trim(),
                CollectedBy = actor.Role is Role.System ? null : actor.Role,
                Reference = form.Reference,
            };
            if (decider.Decide(null, new CaseCommand.OpenFromLead(lead, Grader.Grade(policy, new(HazardList.Current.Find(form.Hazard)!, 1, 0, 0))), actor, now)
                is CaseDecision.Refused refused)
                return new(null, null, false, refused.Refusal);

            var candidates = await db.Cases.Where(c => c.PremisesId == premises.Id && c.Hazard == form.Hazard
                && c.Stage != Stage.Closed && c.Stage != Stage.FalseAlarm).OrderByDescending(c => c.LastAt).Take(50).ToListAsync(ct);
            var past = await PastReader.Of(db, policy, premises.Id, form.Hazard, now, ct);
            (summary, _) = await new LeadFiling(db, book, policy, new CaseNumbers(db), now).File(premises, lead, candidates, past, actor, ct);
            db.Leads.Add(new LeadRow
            {
                Id = id,
                CaseId = summary.Id,
                Source = form.Source,
                Hazard = form.Hazard,
                Person = actor.Name,
                Text = lead.Text,
                Reference = form.Reference,
                Confidence = 1,
                StartedAt = seen,
                RaisedAt = seen,
                EndedAt = seen,
                ReceivedAt = now,
                CommittedAt = now,
            });
            types = [.. db.ChangeTracker.Entries<CaseEventRow>().Select(e => e.Entity).OrderBy(e => e.Sequence).Select(e => e.Type)];
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        changes.Publish([new(summary.Id, summary.Number, summary.Version, types)]);
        return new(id, summary.Id, true, null);
    }

    // Another system's number is the lead's own; else the sender's key makes a repeated request the same lead.
    private static string IdOf(LeadForm form, Actor actor, string? key) => (form.Reference, key) switch
    {
        ({ Length: > 0 } reference, _) => $"{form.Source.Word()}:{reference}",
        (_, { Length: > 0 }) => $"{form.Source.Word()}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{actor.Id}\n{key}")))[..32]}",
        _ => $"{form.Source.Word()}:{Guid.CreateVersion7():N}",
    };
}
