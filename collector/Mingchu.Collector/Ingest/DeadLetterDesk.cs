using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Storage;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Ingest;

/// <summary>What a replay gave.</summary>
/// <param name="Result">Accepted, duplicate, or rejected again.</param>
/// <param name="Why">Why it was rejected again.</param>
public sealed record Replayed(ReceiptResult Result, Rejection? Why);

/// <summary>Where people look at rejected messages and send them through ingest again after a fix.</summary>
public sealed class DeadLetterDesk(IDbContextFactory<CollectorDb> dbs, WriterLock writer, BatchWriter ingest, TimeProvider time)
{
    /// <summary>The newest letters that were not replayed.</summary>
    public async Task<IReadOnlyList<DeadLetter>> List(int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.DeadLetters.AsNoTracking().Where(d => d.ReplayedAt == null).OrderByDescending(d => d.LastAt).ThenByDescending(d => d.Id).Take(most).ToListAsync(ct);
    }

    /// <summary>Sends a letter through ingest again; null when there is none such, or it was cut when it was kept.</summary>
    public async Task<Replayed?> Replay(Guid id, CancellationToken ct)
    {
        DeadLetter? letter;
        await using (var db = await dbs.CreateDbContextAsync(ct))
            letter = await db.DeadLetters.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, ct);
        if (letter is null || letter.PayloadBytes != letter.Payload.Length)
            return null;
        // Trespassing stays trespassing: the topic alone does not say who published.
        var account = letter.Reason == RejectReasons.WrongDevice && Contracts.Topics.Parse(letter.Topic)?.Device != letter.Device ? letter.Device : null;
        var message = new Incoming(letter.Topic, letter.Payload, letter.FirstAt) { TrespassingAccount = account };
        var outcome = (await ingest.Write([MessageReader.Read(message, time.GetUtcNow())], ct))[0];
        if (outcome.Reading is Reading.Unusable bad)
            return new(outcome.Result, bad.Why);
        using var turn = await writer.Enter(ct);
        await using var done = await dbs.CreateDbContextAsync(ct);
        await done.DeadLetters.Where(d => d.Id == id).ExecuteUpdateAsync(s => s.SetProperty(d => d.ReplayedAt, time.GetUtcNow()), ct);
        return new(outcome.Result, null);
    }
}
