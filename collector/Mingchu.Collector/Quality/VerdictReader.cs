using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Quality;
using Mingchu.Collector.Storage;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Quality;

/// <summary>Alerts with their verdicts.</summary>
/// <param name="Alerts">Oldest first within a case, cases newest first.</param>
/// <param name="IsPart">There were more than could be read; the oldest cases are missing.</param>
public sealed record Verdicts(IReadOnlyList<JudgedAlert> Alerts, bool IsPart);

/// <summary>Reads what supervisors said of alerts out of cases, their files and their leads; there is no table of verdicts besides.</summary>
public sealed class VerdictReader(ScopedDbs dbs)
{
    /// <summary>Most alerts read at once.</summary>
    public const int Most = 50_000;

    private static readonly string[] VerdictTypes = ["confirmed", "false-alarm"];

    /// <summary>The alerts that pass the filter, judged or not.</summary>
    public async Task<Verdicts> Read(Scope scope, VerdictFilter filter, int most, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var cases = Filtered(db, filter);
        var verdicts = (await (from e in db.CaseEvents.AsNoTracking()
                               join c in cases on e.CaseId equals c.Id
                               where VerdictTypes.Contains(e.Type)
                               orderby e.Sequence
                               select new { e.CaseId, e.At, e.Data }).ToListAsync(ct))
            .GroupBy(e => e.CaseId).ToDictionary(g => g.Key, g => (g.Last().At, g.Last().Data));
        var leads = from l in db.Leads.AsNoTracking()
                    join c in cases on l.CaseId equals c.Id
                    where l.Source == LeadSource.Alert
                    select new { Lead = l, c.Number, c.Stage, c.PremisesId, c.OpenedAt };
        if (filter.Camera is { } camera)
            leads = camera.Split('/', 2) is [var device, var id]
                ? leads.Where(l => l.Lead.Device == device && l.Lead.Camera == id)
                : leads.Where(l => l.Lead.Camera == camera);
        var rows = await leads.OrderByDescending(l => l.OpenedAt).ThenBy(l => l.Lead.CaseId).ThenBy(l => l.Lead.RaisedAt).ThenBy(l => l.Lead.Id)
            .Take(most + 1).ToListAsync(ct);
        var alerts = rows.Take(most).Select(r =>
        {
            (DateTimeOffset At, string Data)? verdict = verdicts.TryGetValue(r.Lead.CaseId, out var found) ? found : null;
            return Judged(r.Lead, r.Number, r.PremisesId, Judgements.Of(r.Stage, verdict?.At, r.Lead.CommittedAt), verdict?.Data);
        }).ToList();
        return new(await WithShown(db, cases, alerts, filter, ct), rows.Count > most);
    }

    /// <summary>Only cases whose alerts of other cameras were filtered out need a second look; else the newest judged one is at hand.</summary>
    private static async Task<IReadOnlyList<JudgedAlert>> WithShown(
        CollectorDb db, IQueryable<CaseSummary> cases, List<JudgedAlert> alerts, VerdictFilter filter, CancellationToken ct)
    {
        var newest = alerts.Where(a => a.Judgement == Judgement.Confirmed).GroupBy(a => a.CaseId)
            .ToDictionary(g => g.Key, g => g.OrderBy(a => a.RaisedAt).Select(a => (a.Device, a.AlertId, a.RaisedAt)).Last());
        if (filter.Camera is not null)
            foreach (var other in await (from l in db.Leads.AsNoTracking()
                                         join c in cases on l.CaseId equals c.Id
                                         where db.CaseEvents.Any(e => e.CaseId == c.Id && e.Type == "confirmed" && l.CommittedAt <= e.At)
                                         select new { l.CaseId, l.Device, l.AlertId, l.RaisedAt }).ToListAsync(ct))
                if (newest.TryGetValue(other.CaseId, out var own) && own.RaisedAt < other.RaisedAt)
                    newest[other.CaseId] = (other.Device, other.AlertId, other.RaisedAt);
        return [.. alerts.Select(a => a with
        {
            ShownFirst = newest.TryGetValue(a.CaseId, out var shown) && (shown.Device, shown.AlertId) == (a.Device, a.AlertId),
        })];
    }

    private static JudgedAlert Judged(LeadRow lead, string number, string premises, Judgement judgement, string? verdict)
    {
        var raised = lead.RaisedBody is { } body ? JsonSerializer.Deserialize(body, ContractJson.Wire.Alert) : null;
        var newest = raised ?? Parse(lead.Body);
        return new(lead.CaseId, number, premises, lead.Device, lead.AlertId, lead.Camera, lead.Hazard, lead.Confidence, lead.RaisedAt, judgement)
        {
            Reason = judgement == Judgement.None || verdict is null ? null : JsonSerializer.Deserialize(verdict, CaseJson.Stored.CaseEvent) switch
            {
                CaseEvent.Confirmed e => e.Note,
                CaseEvent.MarkedFalseAlarm e => e.Note,
                _ => null,
            },
            Zone = newest?.Zone,
            Boxes = raised?.Boxes,
            Models = newest?.Models ?? [],
        };
    }

    private static Alert? Parse(string body) => body == "{}" ? null : JsonSerializer.Deserialize(body, ContractJson.Wire.Alert);

    private static IQueryable<CaseSummary> Filtered(CollectorDb db, VerdictFilter filter)
    {
        var cases = db.Cases.AsNoTracking();
        if (filter.Since is { } since)
            cases = cases.Where(c => c.OpenedAt >= since);
        if (filter.Hazard is { } hazard)
            cases = cases.Where(c => c.Hazard == hazard);
        if (filter.Area?.Trim('/') is { Length: > 0 } area)
            cases = cases.Where(c => db.Premises.Any(p => p.Id == c.PremisesId && (p.Area == area || p.Area.StartsWith(area + "/"))));
        return cases;
    }
}
