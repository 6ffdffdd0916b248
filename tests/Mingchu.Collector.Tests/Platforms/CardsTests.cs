using System.Net;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Tests.Api;

namespace Mingchu.Collector.Tests.Platforms;

/// <summary>Cards count all that a platform does, so these tests have a collector of their own.</summary>
public sealed class CardsTests : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = await Office.Open();

    [Fact]
    [Trait("row", "E3")]
    public async Task Late_missing_and_failed_answers_make_cards_that_the_scorecard_shows()
    {
        var late = await office.SendNotice("rectify");
        for (var i = 0; i < 4; i++)
            await office.NoticeTimePasses(late);
        var answered = await office.Answer(late, "补报");
        Assert.Equal(["sent", "reminded", "reminded", "overdue", "missing", "answered"], PlatformOffice.Types(answered));
        var failed = await office.SendNotice("rectify");
        await office.Answer(failed);
        await office.Step(Role.TownOffice, failed, "reject", new { text = "不实" });

        var card = await office.Get(Role.Supervisor, "/api/v1/platforms/meituan/scorecard");
        Assert.Equal((2, 0, 0, 1, 1), (Number("notices"), Number("inTime"), Number("late"), Number("missing"), Number("failed")));
        var given = Assert.Single(card.GetProperty("cards").EnumerateArray());
        Assert.Equal("yellow", given.GetProperty("colour").GetString());
        Assert.Contains("未反馈", given.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(1, (await office.Get(Role.Platform, "/api/v1/platforms/meituan/scorecard")).GetProperty("missing").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, (await office.No(Role.Merchant, HttpMethod.Get, "/api/v1/platforms/meituan/scorecard")).Status);

        const string back = "/api/v1/platforms/meituan/cards/1/take-back";
        var reason = new { reason = "平台系统故障，已核实" };
        Assert.Equal((HttpStatusCode.Forbidden, "not-for-role"), await office.No(Role.CountyBureau, HttpMethod.Post, back, reason, 1));
        Assert.Equal((HttpStatusCode.BadRequest, "version-missing"), await office.No(Role.CityBureau, HttpMethod.Post, back, reason));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "text-missing"), await office.No(Role.CityBureau, HttpMethod.Post, back, new { }, 1));
        Assert.Equal((HttpStatusCode.NotFound, "card-not-found"), await office.No(Role.CityBureau, HttpMethod.Post, back.Replace("/1/", "/2/", StringComparison.Ordinal), reason, 1));
        await office.Send(Role.CityBureau, HttpMethod.Post, back, reason, 1, "back-1");
        await office.Send(Role.CityBureau, HttpMethod.Post, back, reason, 1, "back-1");
        Assert.Equal((HttpStatusCode.Conflict, "changed-since"), await office.No(Role.Supervisor, HttpMethod.Post, back, reason, 1));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "card-taken-back"), await office.No(Role.Supervisor, HttpMethod.Post, back, reason, 2));
        // It stays on the scorecard and in its file, and does not count: another three points make a yellow card, not a red one.
        // Its own deadline runs again and would count, too.
        await office.Step(Role.CountyBureau, failed, "withdraw", new { text = "重复" });
        var missed = await office.SendNotice("rectify");
        for (var i = 0; i < 4; i++)
            await office.NoticeTimePasses(missed);
        var cards = (await office.Get(Role.Platform, "/api/v1/platforms/meituan/scorecard")).GetProperty("cards");
        Assert.Equal([("yellow", null), ("yellow", "平台系统故障，已核实")], cards.EnumerateArray().Select(c => (c.GetProperty("colour").GetString(), c.GetProperty("takenBackFor").GetString())));
        await using var db = await office.App.Database();
        var row = await db.Cards.SingleAsync(c => c.Number == 1);
        var file = await db.Set<Collector.Platforms.PlatformEventRow>().Where(e => e.FileId == row.Id).OrderBy(e => e.Sequence).ToListAsync();
        Assert.Equal(["given", "taken-back"], file.Select(l => l.Type));
        Assert.Null(CaseChain.Verify(file.Select(l => l.ToRecord()), row.HeadHash));

        int Number(string name) => card.GetProperty(name).GetInt32();
    }

    public ValueTask DisposeAsync() => office.DisposeAsync();
}
