using Mingchu.Edge.Capture;
using Mingchu.Edge.Spool;

namespace Mingchu.Edge.Uplink;

/// <summary>
/// Which messages are under way and which go next: oldest first, the events of one alert one after the other, evidence after its alert is
/// with the collector, at most a window of each kind at once, again after a growing wait when no receipt came. Not thread safe.
/// </summary>
public sealed class Flights(int alertWindow, int evidenceWindow, TimeSpan receiptWait)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private const int Lookahead = 256;
    private readonly Dictionary<string, Flight> flights = new(StringComparer.Ordinal);

    /// <summary>Messages sent and not answered, or failed and waiting for their next try.</summary>
    public int Count => flights.Count;

    /// <summary>The messages to send now; they count as under way from here on.</summary>
    public IReadOnlyList<SpoolEntry> Launch(SpoolIndex waiting, DateTimeOffset now)
    {
        List<SpoolEntry> launched = [];
        foreach (var lost in flights.Values.Where(f => waiting.Find(f.Entry.MessageId) is null).ToList())
            flights.Remove(lost.Entry.MessageId);
        foreach (var flight in flights.Values.Where(f => !f.Sending && now >= f.Again).ToList())
            launched.Add(Take(flight));

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var room = alertWindow - flights.Values.Count(f => f.Entry.Kind == SpoolKind.Alert);
        foreach (var entry in room > 0 ? waiting.Oldest(SpoolKind.Alert, Lookahead) : [])
        {
            if (!seen.Add(entry.AlertId) || flights.ContainsKey(entry.MessageId))
                continue;
            launched.Add(Take(new(entry)));
            if (--room == 0)
                break;
        }
        room = evidenceWindow - flights.Values.Count(f => f.Entry.Kind == SpoolKind.Evidence);
        // Pictures go before clips, and clips, of which one takes as long as many pictures, never take up the whole window.
        var clips = Math.Max(1, evidenceWindow - 1) - flights.Values.Count(f => IsClip(f.Entry));
        foreach (var entry in waiting.Oldest(SpoolKind.Evidence, room > 0 ? Lookahead : 0).OrderBy(IsClip))
        {
            if (waiting.HasAlert(entry.AlertId) || flights.ContainsKey(entry.MessageId) || (IsClip(entry) && --clips < 0))
                continue;
            launched.Add(Take(new(entry)));
            if (--room == 0)
                break;
        }
        return launched;
    }

    /// <summary>A message is with the broker: from here its receipt is waited for.</summary>
    public void Sent(string messageId, DateTimeOffset now, double jitter) => Rest(messageId, now, receiptWait, jitter);

    /// <summary>A message could not be sent.</summary>
    public void Failed(string messageId, DateTimeOffset now, double jitter) => Rest(messageId, now, TimeSpan.FromSeconds(1), jitter);

    /// <summary>A receipt came: the message is done, and since the collector is there, others need not wait long any more.</summary>
    public void Answered(string messageId, DateTimeOffset now)
    {
        flights.Remove(messageId);
        foreach (var flight in flights.Values.Where(f => f.Tries > 1 && !f.Sending && f.Again > now + receiptWait))
            flight.Again = now + receiptWait;
    }

    /// <summary>The connection is gone: all may be sent again at once on the next one.</summary>
    public void Clear() => flights.Clear();

    private static bool IsClip(SpoolEntry entry) => entry.File?.MediaType.StartsWith("video/", StringComparison.Ordinal) == true;

    private SpoolEntry Take(Flight flight)
    {
        flight.Sending = true;
        flight.Tries++;
        flights[flight.Entry.MessageId] = flight;
        return flight.Entry;
    }

    private void Rest(string messageId, DateTimeOffset now, TimeSpan first, double jitter)
    {
        if (!flights.TryGetValue(messageId, out var flight))
            return;
        flight.Sending = false;
        var wait = first * Backoff.After(flight.Tries, jitter).TotalSeconds;
        flight.Again = now + (wait < LongestWait ? wait : LongestWait > first ? LongestWait : first);
    }

    private sealed class Flight(SpoolEntry entry)
    {
        public SpoolEntry Entry { get; } = entry;
        public bool Sending { get; set; }
        public int Tries { get; set; }
        public DateTimeOffset Again { get; set; }
    }
}
