using System.Text.Json;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Routing;
using Mingchu.Collector.Storage;
using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Push;

/// <summary>Turns news of a case into deliveries, inside the transaction that writes them: neither exists without the other.</summary>
public sealed class Outbox(RoutingPolicy policy, IEnumerable<IChannel> channels)
{
    /// <summary>The <see cref="CaseReaction"/>: opening and every new grade are told to the audiences of the grade.</summary>
    public void React(CollectorDb db, CaseChange change)
    {
        for (var i = 0; i < change.Events.Count; i++)
            if (OccasionOf(change.Events[i]) is { } occasion)
                Add(db, change.Lines[i].Sequence, new(change.Summary.Id, change.Summary.Number, change.Premises.Id, change.Premises.Name,
                    change.Premises.Area, change.Summary.Hazard, occasion.Grade, occasion.Name, change.Lines[i].At));
    }

    private void Add(CollectorDb db, int sequence, Notice notice)
    {
        var group = HazardList.Current.Find(notice.Hazard)?.Group ?? "";
        var json = JsonSerializer.Serialize(notice, NoticeJson.Default.Notice);
        foreach (var (audience, channelName) in policy.Match(new(notice.Grade, notice.Hazard, group, notice.Area)))
            foreach (var recipient in channels.FirstOrDefault(c => c.Name == channelName)?.Recipients(audience) ?? [])
                db.Add(new Delivery
                {
                    Id = Guid.CreateVersion7(notice.At),
                    CaseId = notice.CaseId,
                    Sequence = sequence,
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

    private static (string Name, int Grade)? OccasionOf(CaseEvent happened) => happened switch
    {
        CaseEvent.Opened opened => (Occasions.Opened, opened.Grade.Grade),
        CaseEvent.Regraded regraded => (Occasions.Graded, regraded.Grade.Grade),
        _ => null,
    };
}
