namespace Mingchu.Demo;

/// <summary>Looks at the collector as another system would, and notes when what became visible.</summary>
internal sealed class Watch(Installation installation)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly Dictionary<Guid, int> versions = [];
    private readonly Dictionary<string, SeenAlert> alerts = new(StringComparer.Ordinal);

    /// <summary>Every alert seen so far, in the order they were seen.</summary>
    public IReadOnlyCollection<SeenAlert> Alerts => alerts.Values;

    /// <summary>Cases seen so far.</summary>
    public int Cases => versions.Count;

    /// <summary>Pushes that arrived with a right signature; one that came twice counts once.</summary>
    public IEnumerable<ReceivedWebhook> Pushes => installation.Webhook.Received.Where(p => p.Problem is null).DistinctBy(p => p.Id);

    /// <summary>The first push of a case.</summary>
    public ReceivedWebhook? PushOf(Guid id) =>
        Pushes.FirstOrDefault(p => p.Body.TryGetProperty("data", out var data) && data.TryGetProperty("caseId", out var of) && of.GetGuid() == id);

    /// <summary>Alerts that were not there at the last look.</summary>
    public async Task<IReadOnlyList<SeenAlert>> Look(CancellationToken ct)
    {
        await Task.Delay(Pause, ct);
        List<SeenAlert> fresh = [];
        var cases = await installation.Api.Cases(ct);
        // The list shows it now; what is read below only tells which alert it was.
        var now = DateTimeOffset.UtcNow;
        foreach (var item in cases)
        {
            if (versions.TryGetValue(item.Id, out var known) && known == item.Version)
                continue;
            var detail = await installation.Api.Case(item.Id, ct);
            versions[item.Id] = item.Version;
            foreach (var lead in detail.Leads)
                if (alerts.TryAdd(lead.AlertId, new(item, lead, now)))
                    fresh.Add(alerts[lead.AlertId]);
        }
        return fresh;
    }

    /// <summary>The delay that 95 of 100 alerts kept within (nearest rank); null when none was seen.</summary>
    public TimeSpan? Delay95()
    {
        var sorted = alerts.Values.Select(a => a.Delay).Order().ToArray();
        return sorted.Length == 0 ? null : sorted[(int)Math.Ceiling(0.95 * sorted.Length) - 1];
    }

    /// <summary>One line about an alert.</summary>
    public static string Line(SeenAlert alert)
    {
        var hazard = Mingchu.Contracts.Hazards.HazardList.Current.Find(alert.Lead.Hazard);
        return FormattableString.Invariant($"  {alert.VisibleAt.ToLocalTime():HH:mm:ss}  {alert.Case.Number}  grade {alert.Case.Grade}  {alert.Lead.Hazard} {hazard?.Zh}")
            + FormattableString.Invariant($" at {alert.Lead.CameraName}, visible {alert.Delay.TotalSeconds:0.0} s after the rule's dwell time");
    }
}
