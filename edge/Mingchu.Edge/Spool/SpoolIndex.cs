using Mingchu.Edge.Core.Retention;

namespace Mingchu.Edge.Spool;

/// <summary>What waits in the spool, in memory, oldest first. Thread safe; written only by the spool's writer.</summary>
public sealed class SpoolIndex
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<long, SpoolEntry> alerts = [];
    private readonly SortedDictionary<long, SpoolEntry> evidence = [];
    private readonly Dictionary<string, SpoolEntry> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> waitingAlerts = new(StringComparer.Ordinal);
    private readonly HashSet<string> open = new(StringComparer.Ordinal);

    /// <summary>Messages waiting.</summary>
    public int Count
    {
        get { lock (gate) return byId.Count; }
    }

    /// <summary>Bytes of the evidence files waiting.</summary>
    public long EvidenceBytes { get; private set; }

    /// <summary>The message with this id, or null when none waits.</summary>
    public SpoolEntry? Find(string messageId)
    {
        lock (gate) return byId.GetValueOrDefault(messageId);
    }

    /// <summary>The oldest messages of a kind.</summary>
    public IReadOnlyList<SpoolEntry> Oldest(SpoolKind kind, int most)
    {
        lock (gate) return [.. Of(kind).Values.Take(most)];
    }

    /// <summary>Whether an alert event of this alert still waits.</summary>
    public bool HasAlert(string alertId)
    {
        lock (gate) return waitingAlerts.ContainsKey(alertId);
    }

    /// <summary>The evidence that waits, with what it is worth; an id is that of its message.</summary>
    public IReadOnlyList<Holding> Holdings()
    {
        lock (gate)
            return [.. evidence.Values.Where(e => e.File is not null).Select(e => new Holding(e.MessageId, open.Contains(e.AlertId) ? Worth.Open : Worth.Settled, e.File!.CapturedAt, e.File.Bytes))];
    }

    /// <summary>Everything that waits of the oldest alert.</summary>
    public IReadOnlyList<SpoolEntry> OldestAlert()
    {
        lock (gate)
        {
            if (alerts.Count == 0)
                return [.. evidence.Values.Take(1)];
            var oldest = alerts.Values.First().AlertId;
            return [.. byId.Values.Where(e => e.AlertId == oldest)];
        }
    }

    /// <summary>Fills it anew.</summary>
    /// <param name="entries">What waits, oldest first.</param>
    /// <param name="openAlerts">Ids of the alerts that are not over.</param>
    internal void Reset(IEnumerable<SpoolEntry> entries, IEnumerable<string> openAlerts)
    {
        lock (gate)
        {
            alerts.Clear();
            evidence.Clear();
            byId.Clear();
            open.Clear();
            waitingAlerts.Clear();
            EvidenceBytes = 0;
            foreach (var entry in entries)
                Add(entry);
            open.UnionWith(openAlerts);
        }
    }

    /// <summary>An alert is open from now on, or over.</summary>
    internal void Mark(string alertId, bool isOpen)
    {
        lock (gate)
            _ = isOpen ? open.Add(alertId) : open.Remove(alertId);
    }

    internal void Add(SpoolEntry entry)
    {
        lock (gate)
        {
            Of(entry.Kind).Add(entry.Sequence, entry);
            byId.Add(entry.MessageId, entry);
            EvidenceBytes += entry.File?.Bytes ?? 0;
            if (entry.Kind == SpoolKind.Alert)
                waitingAlerts[entry.AlertId] = waitingAlerts.GetValueOrDefault(entry.AlertId) + 1;
        }
    }

    internal void Remove(SpoolEntry entry)
    {
        lock (gate)
        {
            Of(entry.Kind).Remove(entry.Sequence);
            byId.Remove(entry.MessageId);
            EvidenceBytes -= entry.File?.Bytes ?? 0;
            if (entry.Kind != SpoolKind.Alert)
                return;
            if (--waitingAlerts[entry.AlertId] == 0)
                waitingAlerts.Remove(entry.AlertId);
        }
    }

    private SortedDictionary<long, SpoolEntry> Of(SpoolKind kind) => kind == SpoolKind.Alert ? alerts : evidence;
}
