using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Licences;
using Mingchu.Collector.Platforms;
using Mingchu.Collector.Storage;

namespace Mingchu.SampleCity;

/// <summary>
/// Notices to platforms, how they are answered, and what becomes of the shops: step by step in the order of time by the collector's own book, on the database that is filled, since
/// cards depend on all that a platform did before.
/// </summary>
internal sealed class CityNotices(CityPlan plan, CityGround ground, CityShops shops, CityHistory history, PlatformPolicy policy, PlatformBook book, CollectorDb db, CancellationToken ct)
{
    // Platforms differ; of the last a bad answer is nothing new.
    private static readonly double[] Careless = [0.02, 0.05, 0.14];

    private readonly CityRandom random = new((ulong)plan.Seed ^ 0xE1);
    private readonly Dictionary<string, string> areas = ground.Premises.ToDictionary(p => p.Id, p => p.Area.Path);
    private readonly PriorityQueue<Func<DateTimeOffset, Task>, DateTimeOffset> coming = new();
    private readonly SortedDictionary<int, int> numbers = [];

    /// <summary>Tells and writes all of it; nothing when nobody is on platforms.</summary>
    public async Task Tell()
    {
        if (shops.Listings.Count == 0 || plan.Months == 0)
            return;
        var length = plan.Until - plan.Since;
        for (var left = Math.Max(12, (int)(shops.Listings.Count * plan.NoticesPerShop * plan.Months / 12)); left > 0; left--)
        {
            var shop = random.Of(shops.Listings);
            coming.Enqueue(now => Draft(shop, now), plan.Since + (length * random.Unit()));
        }

        foreach (var (platform, _) in CityWords.Platforms)
            for (var at = plan.Since.AddDays(20 + random.Below(60)); at < plan.Until; at = at.AddDays(75 + random.Below(30)))
                coming.Enqueue(now => Visit(platform, now), at);
        while (coming.TryDequeue(out var act, out var at) && at < plan.Until)
            await act(at);
        await BulkInsert.Rows(db, [.. numbers.Select(n => new NoticeCounter { Year = n.Key, Last = n.Value })], ct);
    }

    private async Task Draft(ListingRow shop, DateTimeOffset now)
    {
        var area = areas[shop.PremisesId];
        var kind = random.Of<NoticeKind>([(NoticeKind.Rectify, 60), (NoticeKind.Suspend, 28), (NoticeKind.Delist, 6), (NoticeKind.Guidance, 6)]);
        var before = (history.Settled.GetValueOrDefault(shop.PremisesId) ?? []).Where(c => c.SettledAt < now).OrderBy(c => c.SettledAt).LastOrDefault();
        var follows = before.Id != Guid.Empty && random.Chance(0.6);
        var draft = new NoticeDraft(kind, shop.Platform, shop.PremisesId, follows ? before.Id : null, policy.LineFor(follows ? before.Hazard : null).Id,
            random.Of(CityWords.NoticeFacts), CityWords.NoticeBasis, CityWords.NoticeDemand);
        await Begin(draft, area, ground.Somebody(Role.TownOffice, area), ground.Somebody(Role.CountyBureau, area), now);
    }

    // A spot check of a platform by the city, and the letter that follows from it.
    private async Task Visit(string platform, DateTimeOffset now)
    {
        var results = policy.CheckList.Select((_, i) => random.Chance(0.85) ? new PointResult(i + 1, true, "") : new PointResult(i + 1, false, "未见相关记录")).ToList();
        var facts = SpotCheck.Facts(policy, results);
        var city = ground.Somebody(Role.CityBureau, CityWords.City.Path);
        Guid? letter = facts.Length == 0 ? null : await Begin(
            new(NoticeKind.Guidance, platform, null, null, policy.Lines[0].Id, facts, CityWords.NoticeBasis, "完善制度并报送整改报告"), CityWords.City.Path, city, city with { Id = city.Id + "-2", Name = "林局长" }, now);
        db.Add(new SpotCheckRow
        {
            Id = random.Id(now), Platform = platform, At = now, By = city.Name, Policy = policy.Version, Results = JsonSerializer.Serialize(results), Failed = results.Count(r => !r.Passed), NoticeId = letter,
        });
        await Save();
    }

    private async Task<Guid> Begin(NoticeDraft draft, string area, Actor author, Actor reviewer, DateTimeOffset now)
    {
        numbers[now.Year] = numbers.GetValueOrDefault(now.Year) + 1;
        var (id, number) = (random.Id(now), string.Create(CultureInfo.InvariantCulture, $"{now.Year:D4}-{numbers[now.Year]:D4}"));
        if (book.Begin(db, id, number, draft, area, author, now).Refusal is { } refusal)
            throw new InvalidOperationException(refusal.Sentence);
        await Save();
        var submitted = now + random.Around(TimeSpan.FromHours(1));
        if (random.Chance(0.04))
        {
            coming.Enqueue(later => Step(id, new NoticeCommand.Withdraw("情况已变化"), author, later), submitted);
            return id;
        }

        coming.Enqueue(later => Step(id, new NoticeCommand.Submit(), author, later), submitted);
        coming.Enqueue(async later =>
        {
            if (random.Chance(0.05))
            {
                await Step(id, new NoticeCommand.Return("请补充依据"), reviewer, later);
                return;
            }

            var sent = await Step(id, new NoticeCommand.Approve(), reviewer, later);
            if (draft.Kind.IsOrder())
                await Trade(sent, false);
            Await(sent, author, reviewer, later);
        }, submitted + random.Around(TimeSpan.FromHours(8)));
        return id;
    }

    // The platform answers, most often in time.
    private void Await(NoticeRow sent, Actor author, Actor reviewer, DateTimeOffset now)
    {
        var (id, due) = (sent.Id, sent.DueAt!.Value);
        var careless = Careless[Array.FindIndex(CityWords.Platforms, p => p.Id == sent.Platform)];
        var late = random.Chance(careless);
        coming.Enqueue(async at =>
        {
            await Step(id, new NoticeCommand.Answer(random.Of(CityWords.PlatformAnswers), [random.Hex(32)]), CityGround.Of(sent.Platform), at);
            var failed = random.Chance(0.03 + (careless / 2));
            coming.Enqueue(async then =>
            {
                var row = await Step(id, failed ? new NoticeCommand.Reject("反馈材料不完整，请补充") : new NoticeCommand.Accept("属实，予以认可"), author, then);
                if (failed)
                    Await(row, author, reviewer, then);
                else if (sent.Kind.IsOrder() && random.Chance(0.7))
                    Return(row, reviewer, then);
            }, at + random.Around(TimeSpan.FromHours(20)));
        }, late ? due + random.Around(TimeSpan.FromHours(30)) : now + ((due - now) * (0.1 + (0.8 * random.Unit()))));
    }

    // Back online: review, application, release.
    private void Return(NoticeRow order, Actor reviewer, DateTimeOffset now)
    {
        var platform = CityGround.Of(order.Platform);
        (ListingCommand Command, Actor By)[] steps = [(new ListingCommand.Review(true, "现场复查，证照齐全"), platform), (new ListingCommand.Apply("申请重新上线"), platform),
            random.Chance(0.9) ? (new ListingCommand.Release("同意上线"), reviewer) : (new ListingCommand.Refuse("整改照片与现场不符"), reviewer)];
        var at = now;
        foreach (var (command, by) in steps)
            coming.Enqueue(async then =>
            {
                var row = await db.Listings.SingleAsync(l => l.PremisesId == order.PremisesId && l.Platform == order.Platform, ct);
                // Another order may have come between; then this way back ends.
                if (await book.Apply(db, row, command, by, then, ct) is null && command is ListingCommand.Release)
                    await Trade(order, true);
                await Save();
            }, at += random.Around(TimeSpan.FromHours(30)));
    }

    private async Task<NoticeRow> Step(Guid id, NoticeCommand command, Actor by, DateTimeOffset now)
    {
        var row = await db.Notices.SingleAsync(n => n.Id == id, ct);
        if (await book.Apply(db, row, command, by, now, ct) is { } refusal)
            throw new InvalidOperationException($"{row.Number}: {refusal.Sentence}");
        await Save();
        if (row.NextAtMs is { } next)
            coming.Enqueue(later => Tick(id, next, later), DateTimeOffset.FromUnixTimeMilliseconds(next));
        return row;
    }

    // What time does, unless something else was done before.
    private async Task Tick(Guid id, long dueMs, DateTimeOffset now)
    {
        if (await db.Notices.AnyAsync(n => n.Id == id && n.NextAtMs == dueMs, ct))
            await Step(id, new NoticeCommand.Tick(), Actor.System, now);
    }

    private Task<int> Trade(NoticeRow order, bool online) => db.Set<ShopRow>()
        .Where(s => db.Listings.Any(l => l.Id == s.ListingId && l.PremisesId == order.PremisesId && l.Platform == order.Platform)).ExecuteUpdateAsync(s => s.SetProperty(r => r.Online, online), ct);

    private async Task Save()
    {
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }
}
