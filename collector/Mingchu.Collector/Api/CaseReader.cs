using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Evidence;
using Mingchu.Collector.Push;
using Mingchu.Collector.Storage;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Api;

/// <summary>Reads cases for pages and API, in the language of the current reader.</summary>
public sealed class CaseReader(ScopedDbs dbs, CaseDecider decider, WorkflowPolicy policy, TimeProvider time)
{
    /// <summary>Most cases counted exactly.</summary>
    public const int CountLimit = 999;

    private const int MostPremises = 100;

    /// <summary>Cases, newest first, from a place on.</summary>
    public async Task<Page<CaseItem>> List(Scope scope, CaseFilter filter, Cursor? after, int limit, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var cases = await Filtered(db, scope, filter, ct);
        if (after is { At: var at, Id: var id })
            // The first condition alone lets the index be entered at the place.
            cases = cases.Where(c => c.OpenedAt <= at && (c.OpenedAt < at || c.Id.CompareTo(id) < 0));
        // Which ones is found out in an index where that is possible; only those are read whole.
        var page = cases.OrderByDescending(c => c.OpenedAt).ThenByDescending(c => c.Id).Select(c => c.Id).Take(limit + 1);
        var rows = await db.Cases.AsNoTracking().Where(c => page.Contains(c.Id)).OrderByDescending(c => c.OpenedAt).ThenByDescending(c => c.Id).ToListAsync(ct);
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
        var cases = await Filtered(db, scope, filter, ct);
        // What is unsettled in an area stands together in an index of its own; all else is counted in the order of the list, so that the same index is walked.
        cases = filter.Unsettled && (filter.Area ?? scope.Area) is { } area ? Within(cases, area) : cases.OrderByDescending(c => c.OpenedAt);
        return await cases.Select(c => c.Id).Take(CountLimit + 1).CountAsync(ct);
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
        var evidence = await db.Evidence.AsNoTracking().Where(e => e.CaseId == id && e.StoredAt != null && (scope.Faces || e.Kind != EvidenceKind.Clip)).ToListAsync(ct);
        var boxes = evidence.Select(e => e.Device).Distinct().ToList();
        var keys = (await db.DeviceKeys.AsNoTracking().Where(k => boxes.Contains(k.Device)).ToListAsync(ct)).ToLookup(k => k.Device);
        return new(
            summary.Id, summary.Number, summary.PremisesId, premises?.Name ?? summary.PremisesId, premises?.Area ?? "", summary.Hazard, summary.Grade,
            summary.Stage, summary.OpenedAt, summary.UpdatedAt, summary.Version, summary.FirstAt, summary.LastAt, summary.Confidence, summary.Seconds,
            summary.AssigneeName, summary.GradePolicy,
            [.. summary.Reasons().Select(r => new ReasonView(r.Code, r.In(CultureInfo.CurrentUICulture)))],
            leads,
            [.. events.Select(e => new EventView(e.Sequence, e.Type, e.At, EventWords.Actor(e.ActorId, e.ActorName),
                words.Of(JsonSerializer.Deserialize(e.Data, CaseJson.Stored.CaseEvent)!), e.Hash))],
            [.. deliveries.Select(DeliveryView.Of)],
            [.. evidence.OrderBy(e => e.AlertId).ThenBy(e => e.Kind).Select(e => new EvidenceView(e.Device, e.AlertId, e.Kind, e.MediaType,
                EvidenceUrl(e.Sha256), e.Sha256, e.CapturedAt) { Seal = e.Device.Length == 0 ? null : Seals.Of(e, keys[e.Device]) })],
            Flow(summary.ToState().Flow))
        {
            FacesHidden = !scope.Faces,
        };
    }

    /// <summary>What the actor could do with the case now; null when there is none.</summary>
    public async Task<StepsView?> Steps(Guid id, Actor actor, CancellationToken ct)
    {
        await using var db = await dbs.Open(Scope.Of(actor), ct);
        if (await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } summary)
            return null;
        var (state, now) = (summary.ToState(), time.GetUtcNow());
        var rules = decider.For(await db.Premises.IgnoreQueryFilters().AnyAsync(p => p.Id == summary.PremisesId && p.OnPlatforms != "", ct));
        return new(CaseSteps.For(rules, state, actor, now), CaseSteps.TargetsFor(rules, state, actor, now), CaseSteps.HelpersFor(rules, state, actor, now));
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

    private static async Task<IQueryable<CaseSummary>> Filtered(CollectorDb db, Scope scope, CaseFilter filter, CancellationToken ct)
    {
        var cases = db.Cases.AsNoTracking();
        // What the scope hides is hidden by the database's own filter. Saying it once more lets the index on the area be used.
        if (scope.Area is { Level: >= AreaLevel.Town } area)
            cases = In(cases, area);
        if (filter.Area is { } within)
            cases = In(cases, within);
        // Of a village's or unit's few cases the index on the area finds them all. SQLite knows no sizes and would rather walk all closed cases by time, so stage and
        // holder are then asked in a way that no index answers.
        var few = (filter.Area ?? scope.Area) is { Level: >= AreaLevel.Village };
        if (filter.Stage is { } stage)
            cases = few ? cases.Where(c => EF.Functions.Like((string)(object)c.Stage, stage.ToString())) : cases.Where(c => c.Stage == stage);
        if (filter.Unsettled)
            cases = cases.Where(c => c.Stage != Stage.Closed && c.Stage != Stage.FalseAlarm);
        if (filter.Hazard is { } hazard)
            cases = cases.Where(c => c.Hazard == hazard);
        if (filter.Holder is { } holder)
            cases = few ? cases.Where(c => EF.Functions.Like((string)(object)c.HolderRole!, holder.ToString())) : cases.Where(c => c.HolderRole == holder);
        if (filter.Grade is { } grade)
            cases = cases.Where(c => c.Grade == grade);
        if (filter.Premises is { } text)
            cases = await At(db, cases, text, ct);
        if (filter.Camera?.Split('/', 2) is { } place)
        {
            var (device, camera) = (place[0], place[^1]);
            cases = cases.Where(c => db.Leads.Where(l => l.Device == device && l.Camera == camera).Select(l => l.CaseId).Contains(c.Id));
        }
        return cases;
    }

    private static IQueryable<CaseSummary> In(IQueryable<CaseSummary> cases, Area area)
    {
        var from = area.Path + "/";
        // Of a town's few cases a range of the index is read and sorted. A county has so many that its newest are met sooner among the newest of all;
        // SQLite knows no sizes and would sort them, so it is asked in a way that no index answers.
        return area.Level < AreaLevel.Town ? cases.Where(c => c.AreaKey.StartsWith(from)) : Within(cases, area);
    }

#pragma warning disable CA1309 // EF translates this comparison only without a culture; both databases compare the column by bytes.
    private static IQueryable<CaseSummary> Within(IQueryable<CaseSummary> cases, Area area)
    {
        var (from, to) = (area.Path + "/", area.Path + "0");
        return cases.Where(c => string.Compare(c.AreaKey, from) >= 0 && string.Compare(c.AreaKey, to) < 0);
    }
#pragma warning restore CA1309

    // A word that few names hold is looked up first, so that cases are found by their premises; one that many hold is met soon in the list itself.
    private static async Task<IQueryable<CaseSummary>> At(CollectorDb db, IQueryable<CaseSummary> cases, string text, CancellationToken ct)
    {
        var named = db.Premises.Where(p => p.Id == text || p.Name.Contains(text)).Select(p => p.Id);
        var few = await named.Take(MostPremises + 1).ToListAsync(ct);
        return few.Count <= MostPremises ? cases.Where(c => few.Contains(c.PremisesId)) : cases.Where(c => db.Premises.Any(p => p.Id == c.PremisesId && p.Name.Contains(text)));
    }
}
