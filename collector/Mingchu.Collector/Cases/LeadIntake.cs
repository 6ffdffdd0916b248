using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Grading;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;
using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Cases;

/// <summary>Files leads of people and systems inside somebody's transaction.</summary>
public sealed class LeadIntake(CaseBook book, CaseDecider decider, GradingPolicy policy)
{
    /// <summary>Longest reference and name of a system, characters.</summary>
    public const int MaxReference = 64;

    /// <summary>Why a form can't be a lead, whoever hands it in; null when it can.</summary>
    public static Refusal? Check(LeadForm form, DateTimeOffset now)
    {
        if (HazardList.Current.Find(form.Hazard) is null)
            return Refusal.Of(Refusals.UnknownHazard, form.Hazard);
        if (string.IsNullOrWhiteSpace(form.Text))
            return Refusal.Of(Refusals.TextMissing);
        if (form.Reference?.Length > MaxReference || form.System?.Length > MaxReference)
            return Refusal.Of(Refusals.TextTooLong, $"{MaxReference}");
        return form.SeenAt > now.AddMinutes(5) || form.SeenAt < now.AddYears(-1) ? Refusal.Of(Refusals.SeenAt) : null;
    }

    /// <summary>Keeps other collectors from opening a case for the same premises until the transaction ends.</summary>
    public static async Task Hold(CollectorDb db, string premises, CancellationToken ct)
    {
        if (db is PostgresCollectorDb)
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({premises}, 7))", ct);
    }

    /// <summary>Files a checked form; the case that has it, or why not. The caller saves before it files the next.</summary>
    /// <param name="db">The transaction, which holds the premises.</param>
    /// <param name="numbers">Case numbers of this transaction.</param>
    /// <param name="premises">Where.</param>
    /// <param name="id">Id of the lead, which is not there yet.</param>
    /// <param name="form">What is handed in.</param>
    /// <param name="actor">Who does.</param>
    /// <param name="now">Now, UTC.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<(CaseSummary? Case, Refusal? Refusal)> Take(
        CollectorDb db, CaseNumbers numbers, PremisesRow premises, string id, LeadForm form, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var known = form.CaseNumber is { } number ? await db.Cases.SingleOrDefaultAsync(c => c.Number == number, ct) : null;
        if (form.CaseNumber is { } asked && known?.PremisesId != premises.Id)
            return (null, Refusal.Of(Refusals.UnknownCase, asked));
        // What is about a case that runs is a lead of its matter; about a settled one it is a matter of its own again.
        var hazard = known is { } running && !running.Stage.IsSettled() ? running.Hazard : form.Hazard;
        var seen = (form.SeenAt ?? now).ToUniversalTime();
        var lead = new Lead(id, form.Source, premises.Id, hazard, actor.Name, 1, seen, seen, seen, now)
        {
            Text = form.Text.Trim(),
            CollectedBy = actor.Role is Role.System ? null : actor.Role,
            Reference = form.Reference,
        };
        if (decider.Decide(null, new CaseCommand.OpenFromLead(lead, Grader.Grade(policy, new(HazardList.Current.Find(hazard)!, 1, 0, 0))), actor, now)
            is CaseDecision.Refused refused)
            return (null, refused.Refusal);

        var filing = new LeadFiling(db, book, policy, numbers, now);
        var past = await PastReader.Of(db, policy, premises.Id, hazard, now, ct);
        CaseSummary summary;
        if (known is not null && !known.Stage.IsSettled())
        {
            filing.Join(premises, lead, known, past, actor);
            summary = known;
        }
        else
        {
            var candidates = await db.Cases.Where(c => c.PremisesId == premises.Id && c.Hazard == hazard
                && c.Stage != Stage.Closed && c.Stage != Stage.FalseAlarm).OrderByDescending(c => c.LastAt).Take(50).ToListAsync(ct);
            (summary, _) = await filing.File(premises, lead, candidates, past, actor, ct);
        }

        db.Leads.Add(new LeadRow
        {
            Id = id,
            CaseId = summary.Id,
            Source = form.Source,
            Hazard = hazard,
            Person = actor.Name,
            Text = lead.Text,
            Reference = form.Reference,
            System = form.System,
            Confidence = 1,
            StartedAt = seen,
            RaisedAt = seen,
            EndedAt = seen,
            ReceivedAt = now,
            CommittedAt = now,
        });
        return (summary, null);
    }
}
