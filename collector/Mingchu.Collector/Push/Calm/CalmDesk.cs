using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Calm;
using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Push.Calm;

/// <summary>Looks, just before notices are sent, whether they are to make noise.</summary>
public sealed class CalmDesk(IDbContextFactory<CollectorDb> dbs, CalmPolicy policy, BusinessCalendar calendar)
{
    /// <summary>What is done with each, in their order.</summary>
    public async Task<IReadOnlyList<Ruling>> Judge(IReadOnlyList<Delivery> deliveries, DateTimeOffset now, CancellationToken ct)
    {
        var routine = deliveries.Where(d => Occasions.IsRoutine(d.Occasion) && d.CaseId is not null).ToDictionary(d => d.Id, d => JsonSerializer.Deserialize(d.Notice, NoticeJson.Default.Notice)!);
        if (routine.Count == 0)
            return [.. deliveries.Select(_ => new Ruling.Tell())];
        await using var db = await dbs.CreateDbContextAsync(ct);
        var around = await Surroundings.Of(routine.Values, db, policy, now, ct);
        return [.. deliveries.Select(d => routine.TryGetValue(d.Id, out var notice)
            ? CalmRules.Judge(policy, calendar.Offset, around.Silences, around.Of(d, notice), now)
            : new Ruling.Tell())];
    }
}
