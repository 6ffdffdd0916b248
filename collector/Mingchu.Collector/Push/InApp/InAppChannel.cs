using System.Text.Json;
using Mingchu.Collector.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mingchu.Collector.Push.InApp;

/// <summary>The bell of the review pages: delivery is a line in the inbox.</summary>
public sealed class InAppChannel : IChannel
{
    private const int MostTogether = 64;
    private static readonly IReadOnlyList<string> Everyone = ["bell"];
    private readonly IDbContextFactory<CollectorDb> databases;
    private readonly WriterLock writer;
    private readonly Together<Shipment, SendResult> lines;

    public InAppChannel(IDbContextFactory<CollectorDb> databases, WriterLock writer, InboxFeed feed)
    {
        (this.databases, this.writer) = (databases, writer);
        lines = new(async (shipments, ct) =>
        {
            await Write(shipments, ct);
            feed.Raise();
            return [.. shipments.Select(_ => new SendResult.Delivered())];
        }, MostTogether);
    }

    /// <inheritdoc/>
    public string Name => "in-app";

    /// <inheritdoc/>
    public IReadOnlyList<string> Recipients(string audience, IReadOnlyList<string> platforms) => Everyone;

    /// <inheritdoc/>
    public async Task<SendResult> Send(Shipment shipment, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        try
        {
            return await lines.Write(shipment).WaitAsync(ct);
        }
        catch (Exception e) when (e is DbUpdateException or System.Data.Common.DbException or TimeoutException)
        {
            return new SendResult.Recoverable($"database: {e.GetType().Name}");
        }
    }

    private async Task Write(IReadOnlyList<Shipment> shipments, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        using var turn = await writer.EnterForOwnRows(db, ct);
        var ids = shipments.Select(s => s.Id).ToList();
        var there = await db.Set<InboxItem>().Where(i => ids.Contains(i.DeliveryId)).Select(i => i.DeliveryId).ToListAsync(ct);
        foreach (var shipment in shipments.DistinctBy(s => s.Id).Where(s => !there.Contains(s.Id)))
            db.Add(Line(shipment));
        await db.SaveChangesAsync(ct);
    }

    private static InboxItem Line(Shipment shipment)
    {
        var (notice, isCase) = (shipment.Notice, shipment.Notice.CaseId != Guid.Empty);
        var platform = shipment.Audience == Circle.Platform ? notice.Platform?.Id : null;
        return new()
        {
            DeliveryId = shipment.Id,
            Audience = shipment.Audience,
            CaseId = isCase ? notice.CaseId : null,
            Area = isCase || platform is not null ? "" : notice.Area,
            Platform = platform,
            Notice = JsonSerializer.Serialize(notice, NoticeJson.Default.Notice),
        };
    }
}
