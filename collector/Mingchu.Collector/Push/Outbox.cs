using System.Text.Json;
using Mingchu.Collector.Core.Routing;
using Mingchu.Contracts.Hazards;
using Microsoft.EntityFrameworkCore;

namespace Mingchu.Collector.Push;

/// <summary>Turns a notice into deliveries inside the transaction that writes the case's events, so that neither exists without the other.</summary>
public sealed class Outbox(RoutingPolicy policy, IEnumerable<IChannel> channels, PushSignal signal)
{
    /// <summary>
    /// Adds the deliveries of a notice to <paramref name="db"/>; the caller saves and then calls <see cref="Committed"/>.
    /// A second notice for the same case and occasion breaks a unique index: the caller's own concurrency check comes first.
    /// </summary>
    public void Add(DbContext db, Notice notice)
    {
        var group = HazardList.Current.Find(notice.Hazard)?.Group ?? "";
        var json = JsonSerializer.Serialize(notice, NoticeJson.Default.Notice);
        foreach (var (audience, channelName) in policy.Match(new(notice.Grade, notice.Hazard, group, notice.Area)))
            foreach (var recipient in channels.FirstOrDefault(c => c.Name == channelName)?.Recipients(audience) ?? [])
                db.Add(new Delivery
                {
                    Id = Guid.CreateVersion7(notice.At),
                    CaseId = notice.CaseId,
                    Occasion = notice.Occasion,
                    Audience = audience,
                    Channel = channelName,
                    Recipient = recipient,
                    Policy = policy.Version,
                    Notice = json,
                    CreatedAt = notice.At,
                    DueAtMs = notice.At.ToUnixTimeMilliseconds(),
                });
    }

    /// <summary>Wakes the pipeline; call it once the transaction is committed.</summary>
    public void Committed() => signal.Raise();
}
