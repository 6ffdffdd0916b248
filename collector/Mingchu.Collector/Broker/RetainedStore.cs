using System.Buffers;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Storage;
using MQTTnet;
using MQTTnet.Protocol;

namespace Mingchu.Collector.Broker;

/// <summary>Keeps the embedded broker's retained messages in the database.</summary>
public sealed class RetainedStore(IDbContextFactory<CollectorDb> dbs, WriterLock writer, ILogger<RetainedStore> log)
{
    /// <summary>All that are kept.</summary>
    public async Task<List<MqttApplicationMessage>> Load(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return [.. (await db.RetainedMessages.AsNoTracking().ToListAsync(ct)).Select(m => new MqttApplicationMessage
        {
            Topic = m.Topic,
            PayloadSegment = m.Payload,
            ContentType = m.ContentType,
            QualityOfServiceLevel = (MqttQualityOfServiceLevel)m.Qos,
            Retain = true,
        })];
    }

    /// <summary>Keeps the newest of a topic; an empty payload removes it. The broker goes on when the database does not.</summary>
    public async Task Save(MqttApplicationMessage message, CancellationToken ct)
    {
        try
        {
            using var turn = await writer.Enter(ct);
            await using var db = await dbs.CreateDbContextAsync(ct);
            var row = await db.RetainedMessages.SingleOrDefaultAsync(m => m.Topic == message.Topic, ct);
            if (message.Payload.IsEmpty)
            {
                if (row is not null)
                    db.Remove(row);
            }
            else
            {
                if (row is null)
                    db.Add(row = new RetainedMessage { Topic = message.Topic, Payload = [] });
                (row.Payload, row.ContentType, row.Qos) = (message.Payload.ToArray(), message.ContentType, (int)message.QualityOfServiceLevel);
            }

            await db.SaveChangesAsync(ct);
        }
        catch (Exception e) when (e is DbUpdateException or System.Data.Common.DbException)
        {
            log.LogError(e, "Retained message of {Topic} could not be kept; it is gone after the next start", message.Topic);
        }
    }
}
