using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Config;
using Mingchu.Collector.Storage;
using Mingchu.Contracts;

namespace Mingchu.Collector.Ingest;

/// <summary>Keeps rejected messages: each once, so many per device, the oldest go first.</summary>
public sealed class DeadLetterBox(DeadLetterConfig config)
{
    /// <summary>Adds the rejected readings of a batch to the open unit of work.</summary>
    public async Task Add(CollectorDb db, IReadOnlyList<Reading.Unusable> rejected, DateTimeOffset now, CancellationToken ct)
    {
        if (rejected.Count == 0)
            return;
        var prints = rejected.Select(r => Fingerprint(r.Source)).ToList();
        var there = await db.DeadLetters.Where(d => prints.Contains(d.Fingerprint)).ToDictionaryAsync(d => d.Fingerprint, StringComparer.Ordinal, ct);
        Dictionary<string, int> added = new(StringComparer.Ordinal);
        foreach (var (reading, print) in rejected.Zip(prints))
        {
            if (there.TryGetValue(print, out var letter))
            {
                letter.Times++;
                (letter.LastAt, letter.Reason, letter.Pointer, letter.Detail, letter.ReplayedAt) =
                    (now, reading.Why.Reason, reading.Why.Pointer, reading.Why.Detail, null);
                continue;
            }

            var payload = reading.Source.Payload;
            there[print] = letter = new DeadLetter
            {
                Id = Guid.CreateVersion7(now),
                Device = reading.Device,
                Topic = FieldRules.Show(reading.Source.Topic, 500),
                MessageId = reading.MessageId,
                Fingerprint = print,
                Reason = reading.Why.Reason,
                Pointer = reading.Why.Pointer,
                Detail = reading.Why.Detail,
                Payload = payload[..Math.Min(payload.Length, Topics.MaxPayloadBytes)].ToArray(),
                PayloadBytes = payload.Length,
                FirstAt = now,
                LastAt = now,
            };
            db.DeadLetters.Add(letter);
            added[letter.Device] = added.GetValueOrDefault(letter.Device) + 1;
        }

        foreach (var (device, count) in added)
            await MakeRoom(db, device, count, ct);
    }

    private async Task MakeRoom(CollectorDb db, string device, int coming, CancellationToken ct)
    {
        var tooMany = await db.DeadLetters.CountAsync(d => d.Device == device, ct) + coming - config.PerDevice;
        if (tooMany <= 0)
            return;
        var oldest = await db.DeadLetters.Where(d => d.Device == device).OrderBy(d => d.LastAt).ThenBy(d => d.Id).Take(tooMany).ToListAsync(ct);
        db.DeadLetters.RemoveRange(oldest.Where(d => db.Entry(d).State != EntityState.Modified));
    }

    private static string Fingerprint(Incoming message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(message.Topic + "\n" + message.TrespassingAccount + "\n"));
        hash.AppendData(message.Payload.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
