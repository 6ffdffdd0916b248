using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Api;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Core.Ledger;
using Mingchu.Collector.Core.Offices;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Ledger;

/// <summary>Reads the clue ledger (B12): every lead with its source, time, summary, handling unit and result.</summary>
public sealed class LedgerReader(ScopedDbs dbs, BusinessCalendar calendar)
{
    /// <summary>Most lines of a file.</summary>
    public const int MaxExport = 100_000;

    private const int Batch = 2000;

    /// <summary>Lines, newest first, after a place; null when the place is none of ours.</summary>
    public async Task<Page<LedgerLine>?> List(Scope scope, LedgerFilter filter, string? cursor, int limit, CancellationToken ct)
    {
        var after = cursor is null ? default((DateTimeOffset, string)?) : Place(cursor);
        if (cursor is not null && after is null)
            return null;
        await using var db = await dbs.Open(scope, ct);
        var lines = await Lines(db, filter, after, limit + 1, ct);
        return new([.. lines.Take(limit)], lines.Count > limit ? Place(lines[limit - 1]) : null);
    }

    /// <summary>All lines, newest first; null when there are more than <see cref="MaxExport"/>.</summary>
    public async Task<IReadOnlyList<LedgerLine>?> All(Scope scope, LedgerFilter filter, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        List<LedgerLine> all = [];
        for (var more = true; more && all.Count <= MaxExport;)
        {
            var lines = await Lines(db, filter, all.Count == 0 ? null : (all[^1].RegisteredAt, all[^1].Id), Batch, ct);
            all.AddRange(lines);
            more = lines.Count == Batch;
        }

        return all.Count > MaxExport ? null : all;
    }

    /// <summary>The figures of all lines, and the names of the areas in it.</summary>
    public async Task<(LedgerReport Report, IReadOnlyDictionary<string, string> Areas)> Report(Scope scope, LedgerFilter filter, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var counts = await Filtered(db, filter).GroupBy(r => new { r.Premises.Area, r.Lead.Source, r.Lead.Hazard, r.Case.Stage })
            .Select(g => new { g.Key.Area, g.Key.Source, g.Key.Hazard, g.Key.Stage, Leads = g.Count() }).ToListAsync(ct);
        var report = LedgerReport.Of(counts.ConvertAll(c => new LedgerCount(c.Area, c.Source, c.Hazard, c.Stage, c.Leads)), filter.Area ?? scope.Area);
        var paths = report.ByArea.Select(a => a.Key).ToList();
        return (report, await db.Areas.AsNoTracking().Where(a => paths.Contains(a.Area)).ToDictionaryAsync(a => a.Area, a => a.Name, ct));
    }

    private async Task<List<LedgerLine>> Lines(CollectorDb db, LedgerFilter filter, (DateTimeOffset At, string Id)? after, int limit, CancellationToken ct)
    {
        var leads = Filtered(db, filter);
        if (after is { At: var at, Id: var id })
#pragma warning disable CA1309 // EF translates it only without a culture.
            leads = leads.Where(r => r.Lead.ReceivedAt < at || (r.Lead.ReceivedAt == at && string.Compare(r.Lead.Id, id) < 0));
#pragma warning restore CA1309
        var rows = await leads.OrderByDescending(r => r.Lead.ReceivedAt).ThenByDescending(r => r.Lead.Id).Take(limit)
            .Select(r => new { r.Lead.Id, r.Lead.Source, r.Lead.ReceivedAt, r.Lead.Hazard, r.Lead.Text, r.Lead.System, r.Lead.Reference, r.Case, PremisesName = r.Premises.Name, r.Premises.Area }).ToListAsync(ct);
        var settled = rows.Where(r => r.Case.Stage.IsSettled()).Select(r => r.Case.Id).Distinct().ToList();
        var ends = (await db.CaseEvents.AsNoTracking().Where(e => settled.Contains(e.CaseId) && (e.Type == "closed" || e.Type == "false-alarm")).Select(e => new { e.CaseId, e.Sequence, e.Data }).ToListAsync(ct))
            .GroupBy(e => e.CaseId).ToDictionary(g => g.Key, g => EndOf(g.MaxBy(e => e.Sequence)!.Data));
        // The name of an office above the reader's area is no secret.
        var offices = (await db.Offices.IgnoreQueryFilters().AsNoTracking().Select(o => new { o.Kind, o.Area, o.Name }).ToListAsync(ct)).DistinctBy(o => (o.Kind, o.Area)).ToDictionary(o => (o.Kind, o.Area), o => o.Name);
        return rows.ConvertAll(r => new LedgerLine(r.Id, r.Case.Id, r.Case.Number, r.Source, r.ReceivedAt, r.Case.PremisesId, r.PremisesName, r.Area, r.Hazard,
            r.Text ?? Hazard(r.Hazard), r.Case.HolderRole, UnitOf(r.Case.HolderRole, r.PremisesName, r.Area), r.Case.Stage, ends.GetValueOrDefault(r.Case.Id), r.System, r.Reference));

        string UnitOf(Role? holder, string premises, string area) => holder switch
        {
            null => "",
            Role.Merchant => premises,
            { } role when KindOf(role) is { } kind && Area.Of(area).At(kind.Level()) is { } place && offices.TryGetValue((kind, place.Path), out var name) => name,
            { } role => Text($"role.{role.Word()}"),
        };
    }

    private static OfficeKind? KindOf(Role role) => role switch
    {
        Role.TownOffice => OfficeKind.TownOffice,
        Role.CountyBureau => OfficeKind.CountyBureau,
        Role.CityBureau => OfficeKind.CityBureau,
        Role.Brigade => OfficeKind.Brigade,
        _ => null,
    };

    private static string? EndOf(string data) => JsonSerializer.Deserialize(data, CaseJson.Stored.CaseEvent) switch
    {
        CaseEvent.Closed closed => closed.Result,
        CaseEvent.MarkedFalseAlarm alarm => alarm.Note,
        _ => null,
    };

    private IQueryable<Row> Filtered(CollectorDb db, LedgerFilter filter)
    {
        var rows = from l in db.Leads.AsNoTracking()
                   join c in db.Cases.AsNoTracking() on l.CaseId equals c.Id
                   join p in db.Premises.AsNoTracking() on c.PremisesId equals p.Id
                   select new Row { Lead = l, Case = c, Premises = p };
        if (filter.Source is { } source)
            rows = rows.Where(r => r.Lead.Source == source);
        if (filter.From is { } from && Midnight(from) is var begin)
            rows = rows.Where(r => r.Lead.ReceivedAt >= begin);
        if (filter.Until is { } until && Midnight(until.AddDays(1)) is var end)
            rows = rows.Where(r => r.Lead.ReceivedAt < end);
        if (filter.Unit is { } unit)
            rows = rows.Where(r => r.Case.HolderRole == unit);
        if (filter.Result is { } stage)
            rows = rows.Where(r => r.Case.Stage == stage);
        if (filter.Hazard is { } hazard)
            rows = rows.Where(r => r.Lead.Hazard == hazard);
        if (filter.Area?.Path is { } area)
            rows = rows.Where(r => r.Premises.Area == area || r.Premises.Area.StartsWith(area + "/"));
        if (filter.Text is { } text)
            rows = rows.Where(r => r.Case.Number == text || r.Lead.Reference == text || r.Premises.Name.Contains(text) || (r.Lead.Text != null && r.Lead.Text.Contains(text)));
        return rows;
    }

    // Days are those of the offices.
    private DateTimeOffset Midnight(DateOnly day) => new DateTimeOffset(day, default, calendar.Offset).ToUniversalTime();

    private static string Place(LedgerLine last) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{last.RegisteredAt.ToUnixTimeMilliseconds()} {last.Id}")));

    private static (DateTimeOffset At, string Id)? Place(string cursor) =>
        cursor.Length <= 400 && Base64Url.IsValid(cursor) && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(' ', 2) is [var ms, var id]
            && long.TryParse(ms, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < 253402300800000
            ? (DateTimeOffset.FromUnixTimeMilliseconds(at), id)
            : null;

    private sealed class Row
    {
        public required LeadRow Lead { get; init; }
        public required CaseSummary Case { get; init; }
        public required PremisesRow Premises { get; init; }
    }
}
