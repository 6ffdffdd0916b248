using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Cases;

/// <summary>
/// Takes in leads of every source but alerts (B1). The same lead handed in twice is one lead: by the number of the system it comes from, or by the sender's
/// key. What that system says anew under the same number is a note in the case (B13).
/// </summary>
public sealed class LeadDesk(ScopedDbs dbs, WriterLock writer, CaseBook book, LeadIntake intake, CaseChanges changes, TimeProvider time)
{
    private const int Attempts = 5;

    /// <summary>Files the lead.</summary>
    /// <param name="form">What is handed in.</param>
    /// <param name="actor">Who does.</param>
    /// <param name="key">The sender's key of this one request; the same key gives the same answer.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<LeadResult> Register(LeadForm form, Actor actor, string? key, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (LeadIntake.Check(form, now) is { } refusal)
            return new(null, null, false, refusal);
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
        // A platform checks data of businesses that it does not otherwise see here, but of its own shops only.
        var scope = actor.Role is Role.Platform ? Scope.Everything : Scope.Of(actor);
        LeadResult result;
        CaseChanged change;
        using (await writer.Enter(ct))
        {
            await using var db = await dbs.Open(scope, ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await db.Premises.AsNoTracking().SingleOrDefaultAsync(p => p.Id == form.PremisesId, ct) is not { } premises)
                return LeadResult.No(Refusals.UnknownPremises, form.PremisesId);
            if (actor.Role is Role.Platform && !PlatformIds.Of(premises.OnPlatforms).Contains(actor.Platform))
                return LeadResult.No(Refusals.UnknownPremises, form.PremisesId);
            await LeadIntake.Hold(db, premises.Id, ct);
            if (await db.Leads.SingleOrDefaultAsync(l => l.Id == id, ct) is { } before)
            {
                result = new(before.Id, before.CaseId, false, null);
                if (form.Reference is null || before.Text == form.Text.Trim())
                    return result;
                var known = await db.Cases.SingleAsync(c => c.Id == before.CaseId, ct);
                var place = await db.Premises.AsNoTracking().SingleAsync(p => p.Id == known.PremisesId, ct);
                var note = $"{form.System ?? actor.Name} {form.Reference}: {form.Text.Trim()}";
                if (book.Apply(db, known, place, new CaseCommand.AddNote(note.Length > CaseDecider.MaxText ? note[..CaseDecider.MaxText] : note), actor, now) is { } refusal)
                    return new(null, null, false, refusal);
                before.Text = form.Text.Trim();
                change = Changed(db, known);
            }
            else
            {
                var (summary, refusal) = await intake.Take(db, new(db), premises, id, form, actor, now, ct);
                if (summary is null)
                    return new(null, null, false, refusal);
                result = new(id, summary.Id, true, null);
                change = Changed(db, summary);
            }

            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        changes.Publish([change]);
        return result;
    }

    private static CaseChanged Changed(CollectorDb db, CaseSummary summary) => new(summary.Id, summary.Number, summary.Version,
        [.. db.ChangeTracker.Entries<CaseEventRow>().Select(e => e.Entity).OrderBy(e => e.Sequence).Select(e => e.Type)]);

    // Another system's number is the lead's own; else the sender's key makes a repeated request the same lead.
    private static string IdOf(LeadForm form, Actor actor, string? key) => (form.Reference, key) switch
    {
        ({ Length: > 0 } reference, _) => form.System is { Length: > 0 } system ? $"{form.Source.Word()}:{system}/{reference}" : $"{form.Source.Word()}:{reference}",
        (_, { Length: > 0 }) => IdOf(form.Source, actor, key),
        _ => $"{form.Source.Word()}:{Guid.CreateVersion7():N}",
    };

    /// <summary>The id of what an actor hands in under a key.</summary>
    internal static string IdOf(LeadSource source, Actor actor, string key) =>
        $"{source.Word()}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{actor.Id}\n{key}")))[..32]}";
}
