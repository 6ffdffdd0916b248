using System.Text;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Ingest;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Api;

/// <summary>A rejected message.</summary>
/// <param name="Id">Of this entry.</param>
/// <param name="Device">Who sent it; empty when unknown.</param>
/// <param name="Topic">MQTT topic.</param>
/// <param name="MessageId">Id of the receipt.</param>
/// <param name="Reason">Code of the contract's reject reasons.</param>
/// <param name="Pointer">Where in the message; null when nowhere in particular.</param>
/// <param name="Detail">One sentence.</param>
/// <param name="Payload">The message as text, cut at 4096 characters; null when it is no text.</param>
/// <param name="PayloadBytes">Its whole size.</param>
/// <param name="FirstAt">First time, UTC.</param>
/// <param name="LastAt">Last time, UTC.</param>
/// <param name="Times">How often it came.</param>
/// <param name="ReplayedAt">When a replay was accepted.</param>
public sealed record DeadLetterView(
    Guid Id,
    string Device,
    string Topic,
    string MessageId,
    string Reason,
    string? Pointer,
    string Detail,
    string? Payload,
    int PayloadBytes,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt,
    int Times,
    DateTimeOffset? ReplayedAt);

/// <summary>Reads rejected messages for pages and API.</summary>
public sealed class DeadLetterReader(ScopedDbs dbs)
{
    private const int Shown = 4096;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Rejected messages, newest first, from a place on.</summary>
    public async Task<Page<DeadLetterView>> List(Scope scope, Cursor? after, int limit, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var letters = db.DeadLetters.AsNoTracking();
        if (after is { At: var at, Id: var id })
            letters = letters.Where(d => d.LastAt < at || (d.LastAt == at && d.Id.CompareTo(id) < 0));
        var rows = await letters.OrderByDescending(d => d.LastAt).ThenByDescending(d => d.Id).Take(limit + 1).ToListAsync(ct);
        var items = rows.Take(limit).Select(View).ToList();
        return new(items, rows.Count > limit ? new Cursor(items[^1].LastAt, items[^1].Id).ToString() : null);
    }

    private static DeadLetterView View(DeadLetter d) => new(d.Id, d.Device, d.Topic, d.MessageId, d.Reason, d.Pointer, d.Detail,
        TextOf(d.Payload), d.PayloadBytes, d.FirstAt, d.LastAt, d.Times, d.ReplayedAt);

    private static string? TextOf(byte[] payload)
    {
        try
        {
            var text = Strict.GetString(payload);
            if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
                return null;
            return text.Length <= Shown ? text : text[..Shown] + "…";
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
