using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Push;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Platforms;

/// <summary>
/// Applies commands to notices and listings inside somebody's transaction: decides, appends to the file, updates the list, and does what follows: an order that
/// is sent takes the shop offline, a bad answer counts for a card, the case that a notice follows from gets a line, and platform and office are told.
/// </summary>
public sealed class PlatformBook(NoticeDecider decider, PlatformPolicy policy, CaseBook cases, WorkNotices notices)
{
    /// <summary>Begins a notice. What is drafted must have been looked up before: platform, premises, case.</summary>
    public (NoticeRow? Notice, Refusal? Refusal) Begin(CollectorDb db, Guid id, string number, NoticeDraft draft, string? area, Actor actor, DateTimeOffset now)
    {
        var decision = decider.Decide(null, new NoticeCommand.Draft(draft), actor, now);
        if (decision.Refusal is { } refusal)
            return (null, refusal);
        var row = new NoticeRow
        {
            Id = id,
            Number = number,
            Platform = draft.Platform,
            Area = area,
            State = "",
            HeadHash = CaseChain.Root,
            CreatedAt = now,
        };
        db.Add(row);
        Append(db, row, null, decision.Events, actor, now);
        return (row, null);
    }

    /// <summary>Does the command on a tracked notice; null when done, else why not.</summary>
    public async Task<Refusal?> Apply(CollectorDb db, NoticeRow row, NoticeCommand command, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var state = row.ToState();
        var decision = decider.Decide(state, command, actor, now);
        if (decision.Refusal is { } refusal)
            return refusal;
        var wasSent = row.SentAt is not null;
        var first = row.Version + 1;
        Append(db, row, state, decision.Events, actor, now);
        for (var i = 0; i < decision.Events.Count; i++)
        {
            var happened = decision.Events[i];
            var next = NoticeState.Evolve(state, happened);
            if (happened is NoticeEvent.Sent && row.Kind.IsOrder() && await TakeOffline(db, row, actor, now, ct) is { } impossible)
                return impossible;
            if (FaultOf(state, next) is { } fault)
                await Count(db, row, fault, first + i, now, ct);
            // Until it is sent a platform that has the case must not read of it there.
            if (row.CaseId is { } caseId && (wasSent || happened is NoticeEvent.Sent) && happened is not NoticeEvent.Reminded)
                await Record(db, row, caseId, happened, actor, now, ct);
            if ((wasSent || happened is NoticeEvent.Sent) && PlatformNews.Of(happened, row.Kind) is { } news)
                await Tell(db, news, new(NoticePlatform.PageOfNotice(row.Id), row.Platform, "", row.Number, next.Stage is NoticeStage.Sent ? row.DueAt : null), row.PremisesId, row.Area, now, ct);
            state = next;
        }

        return null;
    }

    /// <summary>Does the command on a tracked listing; null when done, else why not.</summary>
    public async Task<Refusal?> Apply(CollectorDb db, ListingRow row, ListingCommand command, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var state = row.ToState();
        var decision = ListingDecider.Decide(state, command, actor);
        if (decision.Refusal is { } refusal)
            return refusal;
        var head = row.HeadHash;
        foreach (var happened in decision.Events)
        {
            state = ListingState.Evolve(state, happened);
            head = Line(db, row.Id, state.Version, head, JsonSerializer.Serialize(happened, PlatformJson.Stored.ListingEvent), actor, now);
            if (PlatformNews.Of(happened) is { } news)
                await Tell(db, news, new(NoticePlatform.PageOfListing(row.Id), row.Platform, "", "", null), row.PremisesId, null, now, ct);
        }

        row.Take(state, head, now);
        return null;
    }

    /// <summary>Takes a tracked card back; null when done, else why not. Answers that it was given for do not count again.</summary>
    public static Refusal? TakeBack(CollectorDb db, CardRow row, string reason, int seen, Actor actor, DateTimeOffset now)
    {
        var decision = CardDecider.TakeBack(row.ToState(), reason, seen, actor);
        if (decision.Refusal is { } refusal)
            return refusal;
        row.Version++;
        row.HeadHash = Line(db, row.Id, row.Version, row.HeadHash, JsonSerializer.Serialize(decision.Events[0], PlatformJson.Stored.CardEvent), actor, now);
        (row.TakenBackAt, row.TakenBackBy, row.TakenBackFor) = (now, actor.Name, ((CardEvent.TakenBack)decision.Events[0]).Reason);
        return null;
    }

    private static void Append(CollectorDb db, NoticeRow row, NoticeState? state, IReadOnlyList<NoticeEvent> events, Actor actor, DateTimeOffset now)
    {
        var head = row.HeadHash;
        foreach (var happened in events)
        {
            state = NoticeState.Evolve(state, happened);
            head = Line(db, row.Id, state.Version, head, JsonSerializer.Serialize(happened, PlatformJson.Stored.NoticeEvent), actor, now);
        }

        row.Take(state!, events, head, now);
    }

    private static string Line(CollectorDb db, Guid file, int sequence, string previous, string data, Actor actor, DateTimeOffset now)
    {
        var line = CaseChain.Next(file, sequence, previous, data, actor, now);
        db.Add(PlatformEventRow.From(line));
        return line.Hash;
    }

    private async Task<Refusal?> TakeOffline(CollectorDb db, NoticeRow row, Actor actor, DateTimeOffset now, CancellationToken ct) =>
        await db.Set<ListingRow>().IgnoreQueryFilters().SingleOrDefaultAsync(l => l.PremisesId == row.PremisesId && l.Platform == row.Platform, ct) is { } listing
            ? await Apply(db, listing, new ListingCommand.Order(row.Kind, row.Number), actor, now, ct)
            : Refusal.Of(PlatformRefusals.NotListed, row.Platform);

    private static FaultKind? FaultOf(NoticeState before, NoticeState after) =>
        after.Late > before.Late ? FaultKind.Late : after.Missing > before.Missing ? FaultKind.Missing : after.Failed > before.Failed ? FaultKind.Failed : null;

    private async Task Count(CollectorDb db, NoticeRow row, FaultKind kind, int sequence, DateTimeOffset now, CancellationToken ct)
    {
        // Cards depend on what else the platform has: one collector at a time counts for it.
        if (db is PostgresCollectorDb)
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({row.Platform}, 11))", ct);
        var since = now - TimeSpan.FromDays(policy.Cards.WindowDays);
        var faults = await db.Set<FaultRow>().IgnoreQueryFilters().Where(f => f.Platform == row.Platform && f.CardId == null && f.At > since).ToListAsync(ct);
        var fault = new FaultRow { NoticeId = row.Id, Sequence = sequence, Platform = row.Platform, Number = row.Number, Kind = kind, At = now };
        db.Add(fault);
        faults.Add(fault);
        var given = await db.Cards.IgnoreQueryFilters().AsNoTracking().Where(c => c.Platform == row.Platform).OrderBy(c => c.Number)
            .Select(c => new { c.Number, Card = new GivenCard(c.Colour, c.At), Counts = c.TakenBackAt == null }).ToListAsync(ct);
        if (CardRules.For(policy, faults.Select(f => new AnswerFault(f.Kind, f.At, f.Number)), [.. given.Where(g => g.Counts).Select(g => g.Card)], now) is not { } card)
            return;
        // From the answer that earned it, so that the same history gives the same card.
        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"card\n{row.Id:N}\n{sequence}")).AsSpan(0, 16));
        var happened = JsonSerializer.Serialize<CardEvent>(new CardEvent.Given(card.Colour, card.Reasons, card.Policy), PlatformJson.Stored.CardEvent);
        db.Add(new CardRow
        {
            Id = id,
            Platform = row.Platform,
            Number = given.Count == 0 ? 1 : given[^1].Number + 1,
            Colour = card.Colour,
            Reasons = JsonSerializer.Serialize(card.Reasons, CaseJson.Stored.IReadOnlyListPhrase),
            Policy = card.Policy,
            At = now,
            HeadHash = Line(db, id, 1, CaseChain.Root, happened, Actor.System, now),
        });
        foreach (var counted in faults)
            counted.CardId = id;
    }

    private async Task Record(CollectorDb db, NoticeRow row, Guid caseId, NoticeEvent happened, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var summary = await db.Cases.IgnoreQueryFilters().SingleAsync(c => c.Id == caseId, ct);
        var premises = await db.Premises.IgnoreQueryFilters().AsNoTracking().SingleAsync(p => p.Id == summary.PremisesId, ct);
        var platform = await NameOf(db, row.Platform, ct);
        if (cases.Apply(db, summary, premises, new CaseCommand.RecordNotice(row.Number, platform, row.Kind.Word(), Word(happened), actor.Name), Actor.System, now) is { } refusal)
            throw new InvalidOperationException($"the system's own command was refused: {refusal.Sentence}");
    }

    private async Task Tell(CollectorDb db, PlatformNews news, NoticePlatform about, string? premisesId, string? area, DateTimeOffset now, CancellationToken ct)
    {
        var premises = await db.Premises.IgnoreQueryFilters().AsNoTracking().Where(p => p.Id == premisesId).Select(p => new { p.Id, p.Name, p.Area }).SingleOrDefaultAsync(ct);
        var notice = new Notice(Guid.Empty, "", premises?.Id ?? "", premises?.Name ?? "", area ?? premises?.Area ?? "", "", 0, news.Occasion, now)
        {
            Platform = about with { Name = await NameOf(db, about.Id, ct) },
        };
        if (news.ToPlatform)
            notices.ToPlatform(db, notice);
        if (news.ToOffice)
            notices.ToOffice(db, notice);
    }

    private static async Task<string> NameOf(CollectorDb db, string platform, CancellationToken ct) =>
        await db.Set<PlatformRow>().IgnoreQueryFilters().Where(p => p.Id == platform).Select(p => p.Name).SingleOrDefaultAsync(ct) ?? platform;

    /// <summary>The word of an event as it is stored.</summary>
    public static string Word(NoticeEvent happened) => happened switch
    {
        NoticeEvent.Drafted => "drafted",
        NoticeEvent.Submitted => "submitted",
        NoticeEvent.Sent => "sent",
        NoticeEvent.Returned => "returned",
        NoticeEvent.Withdrawn => "withdrawn",
        NoticeEvent.Reminded => "reminded",
        NoticeEvent.Overdue => "overdue",
        NoticeEvent.Missing => "missing",
        NoticeEvent.Answered => "answered",
        NoticeEvent.Accepted => "accepted",
        NoticeEvent.Rejected => "rejected",
        _ => throw new ArgumentOutOfRangeException(nameof(happened)),
    };
}
