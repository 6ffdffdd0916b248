using System.Text.Json;
using Mingchu.Collector.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mingchu.Collector.Push.InApp;

/// <summary>The bell of the review pages: delivery is a line in the inbox.</summary>
public sealed class InAppChannel(IDbContextFactory<CollectorDb> databases, InboxFeed feed) : IChannel
{
    private static readonly IReadOnlyList<string> Everyone = ["bell"];

    /// <inheritdoc/>
    public string Name => "in-app";

    /// <inheritdoc/>
    public IReadOnlyList<string> Recipients(string audience) => Everyone;

    /// <inheritdoc/>
    public async Task<SendResult> Send(Shipment shipment, CancellationToken ct)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            if (!await db.Set<InboxItem>().AnyAsync(i => i.DeliveryId == shipment.Id, ct))
            {
                db.Add(new InboxItem
                {
                    DeliveryId = shipment.Id,
                    Audience = shipment.Audience,
                    CaseId = shipment.Notice.CaseId,
                    Notice = JsonSerializer.Serialize(shipment.Notice, NoticeJson.Default.Notice),
                });
                await db.SaveChangesAsync(ct);
            }
            feed.Raise();
            return new SendResult.Delivered();
        }
        catch (Exception e) when (e is DbUpdateException or System.Data.Common.DbException or TimeoutException)
        {
            return new SendResult.Recoverable($"database: {e.GetType().Name}");
        }
    }
}
