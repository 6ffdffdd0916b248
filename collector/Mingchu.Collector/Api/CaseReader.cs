using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Push;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Api;

/// <summary>Reads cases for pages and API, in the language of the current reader.</summary>
public sealed class CaseReader(ScopedDbs dbs, CaseDecider decider, WorkflowPolicy policy, TimeProvider time)
{
    /// <summary>Most cases counted exactly.</summary>
    public const int CountLimit = 999;

    /// <summary>Cases, newest first, from a place on.</summary>
    public async Task<Page<CaseItem>> List(Scope scope, CaseFilter filter, Cursor? after, int limit, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var cases = Filtered(db, filter);
        if (after is { At: var at, Id: var id })
            cases = cases.Where(c => c.OpenedAt < at || (c.OpenedAt == at && c.Id.CompareTo(id) < 0));
        var rows = await cases.OrderByDescending(c => c.OpenedAt).ThenByDescending(c => c.Id).Take(limit + 1).ToListAsync(ct);
        var places = rows.Select(c => c.PremisesId).Distinct().ToList();
        // Who sees a case may know where it happened, also a platform that sees no premises.
        var premises = await db.Premises.IgnoreQueryFilters().Where(p => places.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.Area }).ToDictionaryAsync(p => p.Id, ct);
        var items = rows.Take(limit).Select(c => new CaseItem(c.Id, c.Number, c.PremisesId, premises.GetValueOrDefault(c.PremisesId)?.Name ?? c.PremisesId,
            premises.GetValueOrDefault(c.PremisesId)?.Area ?? "", c.Hazard, c.Grade, c.Stage, c.OpenedAt, c.UpdatedAt, c.Leads, c.Version,
            c.Picture is { } hash ? EvidenceUrl(hash) : null, c.HolderRole, c.DueAt)).ToList();
        return new(items, rows.Count > limit ? new Cursor(items[^1].OpenedAt, items[^1].Id).ToString() : null);
    }

    /// <summary>How many cases there are; more than <see cref="CountLimit"/> means "more".</summary>
    public async Task<int> Count(Scope scope, CaseFilter filter, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        return await Filtered(db, filter).OrderBy(c => c.Id).Select(c => c.Id).Take(CountLimit + 1).CountAsync(ct);
    }

    /// <summary>The next case nobody has looked at: the newest one older than this, else the newest of all; null when there is no other.</summary>
    public async Task<Guid?> NextOpen(Scope scope, Guid than, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var open = db.Cases.AsNoTracking().Where(c => c.Stage == Stage.Open && c.Id != than).OrderByDescending(c => c.OpenedAt);
        var openedAt = await db.Cases.Where(c => c.Id == than).Select(c => (DateTimeOffset?)c.OpenedAt).SingleOrDefaultAsync(ct);
        return await open.Where(c => c.OpenedAt <= openedAt).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(ct)
            ?? await open.Select(c => (Guid?)c.Id).FirstOrDefaultAsync(ct);
    }

    /// <summary>The whole case, or null when there is none.</summary>
    public async Task<CaseView?> Find(Scope scope, Guid id, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        if (await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } summary)
            return null;
        var premises = await db.Premises.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(p => p.Id == summary.PremisesId, ct);
        var leadRows = await db.Leads.AsNoTracking().Where(l => l.CaseId == id).OrderBy(l => l.StartedAt).ToListAsync(ct);
        var devices = leadRows.Select(l => l.Device).Distinct().ToList();
        var cameras = await db.Cameras.AsNoTracking().Where(c => devices.Contains(c.Device))
            .ToDictionaryAsync(c => $"{c.Device}/{c.Camera}", c => c.Name, ct);
        var leads = leadRows.Select(l => new LeadView(l.Id, l.Source, l.AlertId, l.Device, l.Camera, cameras.GetValueOrDefault($"{l.Device}/{l.Camera}", l.Camera),
            l.Person, l.Text, l.Reference, l.Hazard, l.Confidence, l.StartedAt, l.RaisedAt, l.EndedAt, l.ReceivedAt, l.CommittedAt)).ToList();
        var words = new EventWords(leads.ToDictionary(l => l.Id, l => l.Person ?? l.CameraName), cameras);
        var events = await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == id).OrderBy(e => e.Sequence).ToListAsync(ct);
        var deliveries = await db.Set<Delivery>().AsNoTracking().Where(d => d.CaseId == id).OrderBy(d => d.Id).ToListAsync(ct);
        var evidence = await db.Evidence.AsNoTracking().Where(e => e.CaseId == id && e.StoredAt != null).ToListAsync(ct);
        return new(
            summary.Id, summary.Number, summary.PremisesId, premises?.Name ?? summary.PremisesId, premises?.Area ?? "", summary.Hazard, summary.Grade,
            summary.Stage, summary.OpenedAt, summary.UpdatedAt, summary.Version, summary.FirstAt, summary.LastAt, summary.Confidence, summary.Seconds,
            summary.AssigneeName, summary.GradePolicy,
            [.. summary.Reasons().Select(r => new ReasonView(r.Code, r.In(CultureInfo.CurrentUICulture)))],
            leads,
            [.. events.Select(e => new EventView(e.Sequence, e.Type, e.At, EventWords.Actor(e.ActorId, e.ActorName),
                words.Of(JsonSerializer.Deserialize(e.Data, CaseJson.Stored.CaseEvent)!), e.Hash))],
            [.. deliveries.Select(d => new DeliveryView(d.Id, d.Audience, d.Channel, d.Recipient, d.Occasion, d.State, d.Attempts, d.CreatedAt,
                d.DeliveredAt, d.LastError, EventWords.Phrase(d.Quiet)))],
            [.. evidence.OrderBy(e => e.AlertId).ThenBy(e => e.Kind).Select(e => new EvidenceView(e.Device, e.AlertId, e.Kind, e.MediaType,
                EvidenceUrl(e.Sha256), e.Sha256, e.CapturedAt))],
            Flow(summary.ToState().Flow));
    }

    /// <summary>What the actor could do with the case now; null when there is none.</summary>
    public async Task<StepsView?> Steps(Guid id, Actor actor, CancellationToken ct)
    {
        await using var db = await dbs.Open(Scope.Of(actor), ct);
        if (await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } summary)
            return null;
        var (state, now) = (summary.ToState(), time.GetUtcNow());
        return new(CaseSteps.For(decider, state, actor, now), CaseSteps.TargetsFor(decider, state, actor, now), CaseSteps.HelpersFor(decider, state, actor, now));
    }

    private FlowView Flow(CaseFlow flow)
    {
        List<Role> way = [];
        for (var from = flow.Holder?.From; from is not null; from = from.From)
            way.Add(from.Role);
        return new(flow.Holder?.Role, way, flow.Urgency, flow.Floor, flow.Deadline?.StartedAt, flow.Deadline?.DueAt, flow.Deadline?.PausedAt,
            flow.Deadline?.Reminded ?? 0, flow.Missed, flow.Assisting, flow.Major is not null, flow.Major?.Level,
            flow.Deadline is { Working: true } deadline
                ? [.. policy.Calendar.Doubts(deadline.StartedAt, deadline.DueAt).Select(d => d.In(CultureInfo.CurrentUICulture))]
                : []);
    }

    private static string EvidenceUrl(string sha256) => $"/api/v1/evidence/{sha256}";

    private static IQueryable<CaseSummary> Filtered(CollectorDb db, CaseFilter filter)
    {
        var cases = db.Cases.AsNoTracking();
        if (filter.Stage is { } stage)
            cases = cases.Where(c => c.Stage == stage);
        if (filter.Unsettled)
            cases = cases.Where(c => c.Stage != Stage.Closed && c.Stage != Stage.FalseAlarm);
        if (filter.Hazard is { } hazard)
            cases = cases.Where(c => c.Hazard == hazard);
        if (filter.Holder is { } holder)
            cases = cases.Where(c => c.HolderRole == holder);
        if (filter.Grade is { } grade)
            cases = cases.Where(c => c.Grade == grade);
        if (filter.Premises is { } text)
            cases = cases.Where(c => c.PremisesId == text || db.Premises.Any(p => p.Id == c.PremisesId && p.Name.Contains(text)));
        if (filter.Camera?.Split('/', 2) is { } place)
        {
            var (device, camera) = (place[0], place[^1]);
            cases = cases.Where(c => db.Leads.Any(l => l.CaseId == c.Id && l.Device == device && l.Camera == camera));
        }
        return cases;
    }
}
