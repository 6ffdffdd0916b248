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

    private const int CasesTogether = 500;

    private static readonly string[] VerdictTypes = ["confirmed", "false-alarm"];

    /// <summary>The alerts that pass the filter, judged or not.</summary>
    /// <param name="scope">What the reader may see.</param>
    /// <param name="filter">Which alerts.</param>
    /// <param name="most">With how many leads no further case is begun.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Verdicts> Read(Scope scope, VerdictFilter filter, int most, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        // Cases first and their alerts after: sorting the alerts themselves would carry all their bodies through the sort.
        var (cases, isPart) = await Newest(Filtered(db, filter), most, ct);
        List<JudgedAlert> alerts = [];
        foreach (var some in cases.Chunk(CasesTogether))
            alerts.AddRange(await Alerts(db, some, ct));
        return new([.. alerts.Where(a => Passes(a, filter))], isPart);
    }

    private static async Task<(IReadOnlyList<JudgedCase> Cases, bool IsPart)> Newest(IQueryable<CaseSummary> cases, int most, CancellationToken ct)
    {
        List<JudgedCase> newest = [];
        var leads = 0L;
        await foreach (var each in cases.OrderByDescending(c => c.OpenedAt).ThenBy(c => c.Id)
                           .Select(c => new JudgedCase(c.Id, c.Number, c.PremisesId, c.Stage, c.Leads)).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (leads >= most)
                return (newest, true);
            newest.Add(each);
            leads += each.Leads;
        }
        return (newest, false);
    }

    private static async Task<IEnumerable<JudgedAlert>> Alerts(CollectorDb db, JudgedCase[] cases, CancellationToken ct)
    {
        var ids = cases.Select(c => c.Id).ToList();
        var verdicts = (await db.CaseEvents.AsNoTracking().Where(e => ids.Contains(e.CaseId) && VerdictTypes.Contains(e.Type)).OrderBy(e => e.Sequence)
            .Select(e => new { e.CaseId, e.At, e.Data }).ToListAsync(ct)).GroupBy(e => e.CaseId).ToDictionary(g => g.Key, g => (g.Last().At, g.Last().Data));
        var leads = (await db.Leads.AsNoTracking().Where(l => ids.Contains(l.CaseId) && l.Source == LeadSource.Alert).ToListAsync(ct)).ToLookup(l => l.CaseId);
        return cases.SelectMany(c =>
        {
            (DateTimeOffset At, string Data)? verdict = verdicts.TryGetValue(c.Id, out var found) ? found : null;
            var alerts = leads[c.Id].OrderBy(l => l.RaisedAt).ThenBy(l => l.Id, StringComparer.Ordinal)
                .Select(l => Judged(l, c.Number, c.PremisesId, Judgements.Of(c.Stage, verdict?.At, l.CommittedAt), verdict?.Data)).ToList();
            // Also when its own camera is filtered out: the page showed it.
            if (alerts.FindLastIndex(a => a.Judgement == Judgement.Confirmed) is var shown and >= 0)
                alerts[shown] = alerts[shown] with { ShownFirst = true };
            return alerts;
        });
    }

    private static bool Passes(JudgedAlert alert, VerdictFilter filter) => filter.Camera is not { } camera || alert.Camera == camera || $"{alert.Device}/{alert.Camera}" == camera;

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
        if (filter.Camera is { } camera)
        {
            var leads = camera.Split('/', 2) is [var device, var id] ? db.Leads.Where(l => l.Device == device && l.Camera == id) : db.Leads.Where(l => l.Camera == camera);
            cases = cases.Where(c => leads.Select(l => l.CaseId).Contains(c.Id));
        }

        return cases;
    }

    private sealed record JudgedCase(Guid Id, string Number, string PremisesId, Stage Stage, int Leads);
}
