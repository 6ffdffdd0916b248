using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Grading;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Evidence;
using Mingchu.Collector.Premises;
using Mingchu.Collector.RemoteConfig;
using Mingchu.Collector.Storage;
using Mingchu.Collector.Viewing;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Ingest;

/// <summary>Everything a batch of messages needs from the storage, read in a handful of queries, and the unit of work it writes to.</summary>
/// <param name="here">Hashes of the files that the batch brought along and that are kept.</param>
internal sealed class BatchContext(CollectorDb db, CaseBook book, GradingPolicy policy, IReadOnlySet<string> here, DateTimeOffset now)
{
    private readonly Dictionary<string, DeviceRow> devices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PremisesRow> premises = new(StringComparer.Ordinal);
    private readonly HashSet<(string Device, string MessageId)> seen = [];
    private readonly Dictionary<string, LeadRow> leads = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Device, string AlertId, EvidenceKind Kind), EvidenceRow> evidence = [];
    private readonly Dictionary<Guid, CaseSummary> cases = [];
    private readonly Dictionary<(string Device, string Camera), CameraRow> cameras = [];
    private readonly Dictionary<(string Device, string Sensor), SensorRow> sensors = [];
    private readonly HashSet<string> kept = [.. here];
    private readonly List<DeviceKeyRow> keys = [];
    private readonly Dictionary<string, ReportedRow> reported = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, LookRow> looks = [];
    private readonly Dictionary<(string Premises, string Hazard), List<DateTimeOffset>> opened = [];
    private readonly Dictionary<string, int> missed = new(StringComparer.Ordinal);

    public CollectorDb Db => db;

    public CaseBook Book => book;

    public DateTimeOffset Now => now;

    public LeadFiling Filing { get; } = new(db, book, policy, new CaseNumbers(db), now);

    public async Task Load(IReadOnlyList<Reading.Usable> batch, CancellationToken ct)
    {
        var deviceIds = batch.Select(m => m.Device).Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var row in await db.Devices.Where(d => deviceIds.Contains(d.Id)).ToListAsync(ct))
            devices[row.Id] = row;
        var premisesIds = devices.Values.Select(d => d.PremisesId).Distinct().Order(StringComparer.Ordinal).ToList();
        // Before anything is read that grouping depends on: another collector may be opening a case for the same premises.
        if (db is PostgresCollectorDb && premisesIds.Count > 0)
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended(p, 7)) FROM unnest({premisesIds.ToArray()}) AS p", ct);
        foreach (var row in await db.Premises.AsNoTracking().Where(p => premisesIds.Contains(p.Id)).ToListAsync(ct))
            premises[row.Id] = row;
        var ids = batch.Where(m => m.Body is Alert or Contracts.Messages.Evidence).Select(m => m.MessageId).Distinct().ToList();
        if (ids.Count > 0)
            foreach (var row in await db.SeenMessages.AsNoTracking().Where(s => EF.Parameter(ids).Contains(s.MessageId)).ToListAsync(ct))
                seen.Add((row.Device, row.MessageId));
        await LoadLeads(batch, ct);
        await LoadCases(batch, ct);
        if (batch.Any(m => m.Body is Birth or CameraStatus or Telemetry))
            foreach (var row in await db.Cameras.Where(c => deviceIds.Contains(c.Device)).ToListAsync(ct))
                cameras[(row.Device, row.Camera)] = row;
        if (batch.Any(m => m.Body is Birth or Contracts.Messages.Evidence))
            keys.AddRange(await db.DeviceKeys.Where(k => deviceIds.Contains(k.Device)).ToListAsync(ct));
        if (batch.Any(m => m.Body is ReportedConfig))
            foreach (var row in await db.ReportedConfigs.Where(r => deviceIds.Contains(r.Device)).ToListAsync(ct))
                reported[row.Device] = row;
        var asked = batch.Select(m => m.Body is CommandReply reply && Guid.TryParseExact(reply.CommandId, "N", out var id) ? id : default).Where(id => id != default).Distinct().ToList();
        if (asked.Count > 0)
            foreach (var row in await db.Looks.Where(l => asked.Contains(l.Id)).ToListAsync(ct))
                looks[row.Id] = row;
        if (batch.Any(m => m.Body is Birth or SensorReadings))
            foreach (var row in await db.Sensors.Where(s => deviceIds.Contains(s.Device)).ToListAsync(ct))
                sensors[(row.Device, row.Sensor)] = row;
    }

    public DeviceRow? Device(string id) => devices.GetValueOrDefault(id) is { Disabled: false } row ? row : null;

    public LookRow? Look(Guid id) => looks.GetValueOrDefault(id);

    public PremisesRow Premises(string id) => premises[id];

    /// <summary>Whether a message of this id was taken in before.</summary>
    public bool IsSeen(Reading.Usable message) => seen.Contains((message.Device, message.MessageId));

    /// <summary>Keeps the id of a message that was taken in.</summary>
    public void MarkSeen(Reading.Usable message)
    {
        seen.Add((message.Device, message.MessageId));
        db.SeenMessages.Add(new SeenMessage { Device = message.Device, MessageId = message.MessageId, ReceivedAt = message.Source.ReceivedAt });
    }

    public LeadRow? Lead(string id) => leads.GetValueOrDefault(id);

    public void Add(LeadRow lead)
    {
        leads[lead.Id] = lead;
        db.Leads.Add(lead);
    }

    public CaseSummary Case(Guid id) => cases[id];

    public void Add(CaseSummary opening)
    {
        cases[opening.Id] = opening;
        Openings(opening.PremisesId, opening.Hazard).Add(opening.OpenedAt);
    }

    public IEnumerable<CaseSummary> CasesOf(string premisesId, string hazard) => cases.Values.Where(c => c.PremisesId == premisesId && c.Hazard == hazard);

    /// <summary>What happened at the premises before the given time, in the policy's windows.</summary>
    public Past Past(string premisesId, string hazard, DateTimeOffset before) =>
        new(Openings(premisesId, hazard).Count(at => at < before), missed.GetValueOrDefault(premisesId), premises.GetValueOrDefault(premisesId)?.RiskIndex);

    public EvidenceRow? Evidence(string device, string alertId, EvidenceKind kind) => evidence.GetValueOrDefault((device, alertId, kind));

    /// <summary>Whether a file of this hash is in the evidence store.</summary>
    public bool IsKept(string sha256) => kept.Contains(sha256);

    public IEnumerable<EvidenceRow> EvidenceOf(string device, string alertId) =>
        evidence.Values.Where(e => e.Device == device && e.AlertId == alertId).OrderBy(e => e.Kind);

    public void Add(EvidenceRow row)
    {
        evidence[(row.Device, row.AlertId, row.Kind)] = row;
        db.Evidence.Add(row);
    }

    public CameraRow? Camera(string device, string camera) => cameras.GetValueOrDefault((device, camera));

    public IEnumerable<CameraRow> CamerasOf(string device) => cameras.Values.Where(c => c.Device == device);

    public void Add(CameraRow row)
    {
        cameras[(row.Device, row.Camera)] = row;
        db.Cameras.Add(row);
    }

    public SensorRow? Sensor(string device, string sensor) => sensors.GetValueOrDefault((device, sensor));

    public IEnumerable<SensorRow> SensorsOf(string device) => sensors.Values.Where(s => s.Device == device);

    public void Add(SensorRow row)
    {
        sensors[(row.Device, row.Sensor)] = row;
        db.Sensors.Add(row);
    }

    public IReadOnlyList<DeviceKeyRow> KeysOf(string device) => [.. keys.Where(k => k.Device == device)];

    public void Add(DeviceKeyRow row)
    {
        keys.Add(row);
        db.DeviceKeys.Add(row);
    }

    public void Remove(DeviceKeyRow row)
    {
        keys.Remove(row);
        db.DeviceKeys.Remove(row);
    }

    public ReportedRow? ReportedConfig(string device) => reported.GetValueOrDefault(device);

    public void Add(ReportedRow row)
    {
        reported[row.Device] = row;
        db.ReportedConfigs.Add(row);
    }

    private List<DateTimeOffset> Openings(string premisesId, string hazard) =>
        opened.TryGetValue((premisesId, hazard), out var list) ? list : opened[(premisesId, hazard)] = [];

    private async Task LoadLeads(IReadOnlyList<Reading.Usable> batch, CancellationToken ct)
    {
        var alerts = batch.Select(m => m.Body switch
        {
            Alert a => (m.Device, a.AlertId),
            Contracts.Messages.Evidence e => (m.Device, e.AlertId),
            _ => (m.Device, AlertId: ""),
        }).Where(a => a.AlertId != "").Distinct().ToList();
        if (alerts.Count == 0)
            return;
        var leadIds = alerts.Select(a => LeadRow.IdOf(a.Device, a.AlertId)).ToList();
        foreach (var row in await db.Leads.Where(l => EF.Parameter(leadIds).Contains(l.Id)).ToListAsync(ct))
            leads[row.Id] = row;
        var (deviceIds, alertIds) = (alerts.Select(a => a.Device).ToHashSet(), alerts.Select(a => a.AlertId).Distinct().ToList());
        foreach (var row in (await db.Evidence.Where(e => EF.Parameter(alertIds).Contains(e.AlertId)).ToListAsync(ct)).Where(e => deviceIds.Contains(e.Device)))
            evidence[(row.Device, row.AlertId, row.Kind)] = row;
        var hashes = batch.Select(m => m.Body).OfType<Contracts.Messages.Evidence>().Select(e => e.Sha256).Distinct().ToList();
        if (hashes.Count > 0)
            kept.UnionWith(await db.Evidence.Where(e => hashes.Contains(e.Sha256) && e.StoredAt != null).Select(e => e.Sha256).ToListAsync(ct));
    }

    private async Task LoadCases(IReadOnlyList<Reading.Usable> batch, CancellationToken ct)
    {
        var alerts = batch.Where(m => m.Body is Alert && devices.ContainsKey(m.Device))
            .Select(m => (Alert: (Alert)m.Body, Premises: devices[m.Device].PremisesId)).ToList();
        var known = leads.Values.Select(l => l.CaseId).Distinct().ToList();
        if (known.Count > 0)
            foreach (var row in await db.Cases.Where(c => known.Contains(c.Id)).ToListAsync(ct))
                cases[row.Id] = row;
        // A box that was moved still has news of cases at its former place.
        var elsewhere = cases.Values.Select(c => c.PremisesId).Where(p => !premises.ContainsKey(p)).Distinct().ToList();
        if (elsewhere.Count > 0)
            foreach (var row in await db.Premises.AsNoTracking().Where(p => elsewhere.Contains(p.Id)).ToListAsync(ct))
                premises[row.Id] = row;
        if (alerts.Count == 0)
            return;
        var (places, hazards) = (alerts.Select(a => a.Premises).Distinct().ToList(), alerts.Select(a => a.Alert.Hazard).Distinct().ToList());
        var window = TimeSpan.FromMinutes(policy.Grouping.WindowMinutes);
        var (from, to) = (alerts.Min(a => a.Alert.StartedAt) - window, alerts.Max(a => a.Alert.EndedAt ?? a.Alert.RaisedAt) + window);
        foreach (var row in await db.Cases.Where(c => places.Contains(c.PremisesId) && hazards.Contains(c.Hazard)
            && c.Stage != Core.Cases.Stage.Closed && c.Stage != Core.Cases.Stage.FalseAlarm && c.LastAt >= from && c.FirstAt <= to).ToListAsync(ct))
            cases.TryAdd(row.Id, row);
        foreach (var (place, times) in await PastReader.Missed(db, policy, places, now, ct))
            missed[place] = times;
        if (policy.Repeats is not { } repeats)
            return;
        var since = now - TimeSpan.FromDays(repeats.WindowDays);
        var past = await db.Cases.AsNoTracking()
            .Where(c => places.Contains(c.PremisesId) && hazards.Contains(c.Hazard) && c.OpenedAt >= since && c.Stage != Core.Cases.Stage.FalseAlarm)
            .Select(c => new { c.PremisesId, c.Hazard, c.OpenedAt }).ToListAsync(ct);
        foreach (var row in past)
            Openings(row.PremisesId, row.Hazard).Add(row.OpenedAt);
    }
}
