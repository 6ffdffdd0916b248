using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Config;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Tests.Ingest;
using Mingchu.Collector.Viewing;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Rig;

namespace Mingchu.Collector.Tests.Viewing;

public sealed class EmbeddedSqliteViewing(EmbeddedOnSqlite collector) : ViewingContract(collector), IClassFixture<EmbeddedOnSqlite>;

public sealed class MosquittoPostgresViewing(MosquittoOnPostgres collector) : ViewingContract(collector), IClassFixture<MosquittoOnPostgres>;

/// <summary>Pictures and live views on demand, with a vendor's device that plays the box.</summary>
[Trait("row", "A8")]
public abstract class ViewingContract(CollectorFixture collector)
{
    private static readonly byte[] Video = [.. Enumerable.Repeat((byte[])[0x47, .. new byte[187]], 3).SelectMany(p => p)];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("row", "H4")]
    public async Task A_picture_is_asked_for_put_shown_and_every_look_is_logged()
    {
        await using var box = await OnlineBox();
        using var zhang = await Client("zhang");
        using var li = await Client("li");
        var look = await Ask(zhang, box, LookKind.Snapshot);
        var asked = await box.Heard(look.Id);
        Assert.Equal((CommandKind.Snapshot, "stove"), (asked.Kind, asked.Camera));
        await box.Reply(look.Id, CommandOutcome.Accepted);
        await Until(zhang, look.Id, LookState.Running);

        var jpeg = Some.Jpeg($"look {look.Id}");
        Assert.Equal(HttpStatusCode.Unauthorized, await box.PutPicture(look.Id, "wrong", jpeg));
        Assert.Equal(HttpStatusCode.NotFound, await box.PutPicture(Guid.NewGuid(), box.Token, jpeg));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await box.PutPicture(look.Id, box.Token, "<html>"u8.ToArray()));
        Assert.Equal(HttpStatusCode.Created, await box.PutPicture(look.Id, box.Token, jpeg));
        Assert.Equal(HttpStatusCode.Conflict, await box.PutPicture(look.Id, box.Token, Some.Jpeg("another")));
        await box.Reply(look.Id, CommandOutcome.Done);

        var done = await Until(zhang, look.Id, LookState.Done);
        Assert.Equal(jpeg, await zhang.GetByteArrayAsync(done.Picture, Ct));
        using (var again = await li.GetAsync(done.Picture, Ct))
            Assert.Equal("no-store", again.Headers.CacheControl!.ToString());
        Assert.Equal(["li", "zhang"], await collector.Look(db => db.LookReadings.Where(r => r.LookId == look.Id).Select(r => r.By).OrderBy(b => b).ToListAsync(Ct)));
        var listed = (await zhang.GetFromJsonAsync<JsonElement>($"/api/v1/looks?device={box.Id}", Ct)).GetProperty("items")[0];
        Assert.Equal(("zhang", 2), (listed.GetProperty("by").GetString(), listed.GetProperty("readings").GetInt32()));

        using var county = await Client("elsewhere", Area.Of("putian/hanjiang"));
        Assert.Equal(HttpStatusCode.NotFound, (await county.GetAsync(done.Picture, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Post(county, box, "snapshot")).StatusCode);
        Assert.Equal(0, (await county.GetFromJsonAsync<JsonElement>("/api/v1/looks", Ct)).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_refusal_of_the_box_is_told_with_its_reason_and_a_silent_box_too()
    {
        await using var box = await OnlineBox();
        using var client = await Client("refused");
        client.DefaultRequestHeaders.Add("Idempotency-Key", "look-1");
        var look = await Ask(client, box, LookKind.Live);
        // Sent again it is the same look; another one under its key is refused.
        Assert.Equal(look.Id, (await Ask(client, box, LookKind.Live)).Id);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Post(client, box, "snapshot")).StatusCode);
        client.DefaultRequestHeaders.Remove("Idempotency-Key");
        await box.Heard(look.Id);
        await box.Reply(look.Id, CommandOutcome.Refused, CommandReasons.CodecNotShown, "camera stove sends hevc");
        var refused = await Until(client, look.Id, LookState.Refused);
        Assert.Equal((CommandReasons.CodecNotShown, "camera stove sends hevc", null), (refused.Reason, refused.Detail, refused.Playlist));
        // Late, doubled and foreign answers change nothing.
        await box.Reply(look.Id, CommandOutcome.Accepted);
        await box.Reply(Guid.NewGuid(), CommandOutcome.Done);
        var last = await Ask(client, box, LookKind.Snapshot);
        await box.Reply(last.Id, CommandOutcome.Failed, CameraReasons.Timeout);
        await Until(client, last.Id, LookState.Failed);
        Assert.Equal(LookState.Refused, (await Get(client, look.Id)).State);

        var reader = new LookReader(collector.Services.GetRequiredService<IDbContextFactory<Mingchu.Collector.Storage.CollectorDb>>(), new(), new FakeTimeProvider(DateTimeOffset.UtcNow.AddMinutes(2)));
        var silent = await Ask(client, box, LookKind.Snapshot);
        Assert.Equal((LookState.Failed, "no-answer"), await reader.Find(silent.Id, new("u", "u", Core.Cases.Role.Admin), Ct) is { } told ? (told.State, told.Reason) : default);

        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsJsonAsync($"/api/v1/devices/{box.Id}/cameras/attic/looks", new { kind = "live" }, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsJsonAsync("/api/v1/devices/nobody/cameras/stove/looks", new { kind = "live" }, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync($"/api/v1/devices/{box.Id}/cameras/stove/looks", new { }, Ct)).StatusCode);
        await box.Publish(Topics.Status(box.Id), HostileMessages.Status(box.Id, 1, online: false), Ct, retain: true);
        await Wait.Until("the box is offline", async () => (await Post(client, box, "live")).StatusCode == HttpStatusCode.Conflict, Ct);
    }

    [Fact]
    public async Task A_live_view_takes_segments_by_its_own_token_only_and_shows_them_to_its_viewer_only()
    {
        await using var box = await OnlineBox();
        using var viewer = await Client("viewer");
        using var other = await Client("other");
        var look = await Ask(viewer, box, LookKind.Live);
        var terms = (await box.Heard(look.Id)).Live!;
        Assert.Equal((HttpStatusCode)425, (await viewer.GetAsync(look.Playlist, Ct)).StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, await PutSegment(box.Id, look.Id, "0.ts", "wrong", Video));
        Assert.Equal(HttpStatusCode.Unauthorized, await PutSegment(box.Id, look.Id, "0.ts", box.Token, Video));
        Assert.Equal(HttpStatusCode.Gone, await PutSegment("box-0", look.Id, "0.ts", terms.Token, Video));
        Assert.Equal(HttpStatusCode.Gone, await PutSegment(box.Id, Guid.NewGuid(), "0.ts", terms.Token, Video));
        // What is no number is no address for boxes at all.
        Assert.Equal(HttpStatusCode.Unauthorized, await PutSegment(box.Id, look.Id, "..%2f..%2fapp.js", terms.Token, Video));
        Assert.Equal(HttpStatusCode.Unauthorized, await PutSegment(box.Id, look.Id, "-1.ts", terms.Token, Video));
        Assert.Equal(HttpStatusCode.BadRequest, await PutSegment(box.Id, look.Id, "0.ts", terms.Token, Video, seconds: "61"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PutSegment(box.Id, look.Id, "0.ts", terms.Token, "<script>"u8.ToArray()));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PutSegment(box.Id, look.Id, "0.ts", terms.Token, new byte[terms.MaxSegmentBytes + 1]));
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.Created, await PutSegment(box.Id, look.Id, $"{i}.ts", terms.Token, Video));
        Assert.Equal(HttpStatusCode.Conflict, await PutSegment(box.Id, look.Id, "1.ts", terms.Token, Video));

        var playlist = await viewer.GetStringAsync(look.Playlist, Ct);
        Assert.Contains("0.ts\n#EXTINF:1.000,\n1.ts\n", playlist, StringComparison.Ordinal);
        Assert.Equal(Video, await viewer.GetByteArrayAsync($"/api/v1/looks/{look.Id:N}/2.ts", Ct));
        foreach (var address in (string[])[look.Playlist!, $"/api/v1/looks/{look.Id:N}/2.ts"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(address, Ct)).StatusCode);
            using var stranger = new HttpClient { BaseAddress = collector.Address };
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(address, Ct)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync($"/api/v1/looks/{look.Id:N}/stop", null, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await viewer.PostAsync($"/api/v1/looks/{look.Id:N}/stop", null, Ct)).StatusCode);
        Assert.Equal(look.Id.ToString("N"), (await box.Heard(CommandKind.LiveStop)).Stops);
        Assert.Equal(HttpStatusCode.Gone, await PutSegment(box.Id, look.Id, "3.ts", terms.Token, Video));
        Assert.Equal(HttpStatusCode.Gone, (await viewer.GetAsync(look.Playlist, Ct)).StatusCode);
        Assert.Equal((LookState.Done, CommandReasons.Stopped), await Get(viewer, look.Id) is var over ? (over.State, over.Reason) : default);
        Assert.DoesNotContain(terms.Token, await collector.Look(db => db.Looks.Where(l => l.Id == look.Id).Select(l => l.TokenHash!).SingleAsync(Ct)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_live_view_ends_by_itself_when_nobody_watches_when_its_time_is_over_and_when_the_box_ended_it()
    {
        await using var box = await OnlineBox();
        using var viewer = await Client("idler");
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var config = new ViewingConfig { Longest = TimeSpan.FromMinutes(2) };
        using var views = new LiveViews(collector.Services.GetRequiredService<LookDesk>(), config, time, NullLogger<LiveViews>.Instance);

        var look = await Ask(viewer, box, LookKind.Live);
        await box.Reply(look.Id, CommandOutcome.Accepted);
        await Until(viewer, look.Id, LookState.Running);
        var view = (await views.Find(look.Id, Ct))!;
        for (var second = 0; second < 60; second += 10)
        {
            Assert.True(view.Take(new(second, 1, Video), time.GetUtcNow()));
            Assert.NotNull(view.Watch(time.GetUtcNow()));
            time.Advance(TimeSpan.FromSeconds(10));
            await views.Sweep(Ct);
        }
        Assert.NotNull(await views.Find(look.Id, Ct));
        time.Advance(config.Unwatched);
        await views.Sweep(Ct);
        Assert.Null(await views.Find(look.Id, Ct));
        Assert.Equal(CommandReasons.Unwatched, (await Get(viewer, look.Id)).Reason);
        Assert.Equal(look.Id.ToString("N"), (await box.Heard(CommandKind.LiveStop)).Stops);

        var longest = await Ask(viewer, box, LookKind.Live);
        view = (await views.Find(longest.Id, Ct))!;
        for (var second = 0; second <= 130; second += 10)
        {
            view.Take(new(second, 1, Video), time.GetUtcNow());
            view.Watch(time.GetUtcNow());
            await views.Sweep(Ct);
            time.Advance(TimeSpan.FromSeconds(10));
        }
        Assert.Equal(CommandReasons.TimeOver, (await Get(viewer, longest.Id)).Reason);

        time.SetUtcNow(DateTimeOffset.UtcNow.AddMinutes(5));
        var ended = await Ask(viewer, box, LookKind.Live);
        using var later = new LiveViews(collector.Services.GetRequiredService<LookDesk>(), new(), time, NullLogger<LiveViews>.Instance);
        Assert.NotNull(await later.Find(ended.Id, Ct));
        await box.Reply(ended.Id, CommandOutcome.Failed, CameraReasons.Ended);
        await Until(viewer, ended.Id, LookState.Failed);
        time.Advance(TimeSpan.FromSeconds(6));
        await later.Sweep(Ct);
        Assert.Null(await later.Find(ended.Id, Ct));
    }

    [Fact]
    public async Task A_box_shows_no_more_at_once_than_it_may()
    {
        await using var box = await OnlineBox();
        using var viewer = await Client("greedy");
        for (var i = 0; i < collector.Config.Viewing.PerDevice; i++)
            await Ask(viewer, box, LookKind.Live);
        using var refused = await Post(viewer, box, "live");
        Assert.Equal((HttpStatusCode.TooManyRequests, "too-many"), (refused.StatusCode, (await refused.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString()));
        while (await collector.Look(db => db.Looks.CountAsync(l => l.Device == box.Id, Ct)) < LookDesk.MostWaiting)
            await Ask(viewer, box, LookKind.Snapshot);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Post(viewer, box, "snapshot")).StatusCode);
    }

    [Fact]
    [Trait("row", "D4")]
    public async Task A_section_sees_how_far_it_is_with_its_video_patrols()
    {
        await using var box = await OnlineBox();
        await using var other = await OnlineBox();
        var (name, now) = ($"patrol-{box.Id}", new DateTimeOffset(2026, 3, 11, 4, 0, 0, TimeSpan.Zero));
        await collector.Look(db =>
        {
            Looked(db, box.Id, now.AddDays(-1), LookState.Done, picture: true);
            Looked(db, box.Id, now.AddDays(-1).AddHours(1), LookState.Running, picture: false);
            Looked(db, other.Id, now.AddDays(-1), LookState.Done, picture: false);
            Looked(db, other.Id, now, LookState.Failed, picture: false);
            Looked(db, box.Id, now.AddDays(-8), LookState.Done, picture: true);
            return db.SaveChangesAsync(Ct);
        });
        var time = new FakeTimeProvider(now);
        var reader = new LookReader(collector.Services.GetRequiredService<IDbContextFactory<Mingchu.Collector.Storage.CollectorDb>>(), new()
        {
            Patrols = [new() { Name = "catering", Accounts = [name], Count = 5 }, new() { Name = "emergency", Accounts = [name, "nobody"], Count = 3, Per = "week" }],
        }, time);
        Assert.Equal([("catering", 3, 5), ("emergency", 2, 3)],
            (await reader.Patrols(new("u", name, Core.Cases.Role.Supervisor), Ct)).Select(p => (p.Name, p.Done, p.Count)));
        Assert.Empty(await reader.Patrols(new("u", "somebody else", Core.Cases.Role.Supervisor), Ct));

        void Looked(Mingchu.Collector.Storage.CollectorDb db, string device, DateTimeOffset at, LookState state, bool picture) => db.Looks.Add(new()
        {
            Id = Guid.NewGuid(), Device = device, Camera = "stove", Kind = picture ? LookKind.Snapshot : LookKind.Live, ById = name, By = name, At = at, ExpiresAt = at, State = state,
            Sha256 = picture ? new string('a', 64) : null, EndedAt = at,
        });
    }

    [Fact]
    [Trait("row", "H5")]
    public async Task A_box_hears_its_own_commands_only_and_gives_none()
    {
        await using var box = await OnlineBox();
        await using var other = await OnlineBox();
        await other.Subscribe(Topics.CameraCommands(box.Id), Ct);
        await box.Publish(Topics.CameraCommands(other.Id), JsonSerializer.SerializeToUtf8Bytes(
            new CloudEvent<CameraCommand>("1.0", $"{Guid.NewGuid():N}", "collector", MessageTypes.CameraCommand, DateTimeOffset.UtcNow,
                new(CommandKind.Snapshot, "stove", DateTimeOffset.UtcNow.AddMinutes(1))), ContractJson.Wire.CloudEventCameraCommand), Ct);
        await other.Publish(Topics.Replies(box.Id), "{}"u8.ToArray(), Ct);
        using var viewer = await Client("careful");
        var (mine, others) = (await Ask(viewer, box, LookKind.Snapshot), await Ask(viewer, other, LookKind.Snapshot));
        var command = await other.Heard(others.Id);
        Assert.Equal("stove", command.Camera);
        await box.Heard(mine.Id);
        // What comes in order after them shows that nothing else came before.
        Assert.Equal([$"{others.Id:N}"], other.Commands.Select(c => c.Id));
        Assert.Equal([$"{mine.Id:N}"], box.Commands.Select(c => c.Id));

        // Another's look is not answered for.
        await box.Reply(others.Id, CommandOutcome.Failed, CameraReasons.Ended);
        await box.Reply(mine.Id, CommandOutcome.Failed, CameraReasons.Ended);
        await Until(viewer, mine.Id, LookState.Failed);
        Assert.Equal(LookState.Asked, (await Get(viewer, others.Id)).State);
    }

    private async Task<AskedBox> OnlineBox()
    {
        var (box, _, token) = await collector.Device(Ct);
        var asked = new AskedBox(box, token, collector.Address);
        await box.Subscribe(Topics.CameraCommands(box.Id), Ct);
        await box.Send("birth", Ct, HostileMessages.Birth(box.Id, 1));
        return asked;
    }

    private async Task<HttpClient> Client(string name, Area? area = null)
    {
        using var output = new StringWriter();
        Assert.Equal(0, await AccountCommands.AddToken(collector.Services, name, area, output, output));
        var client = new HttpClient { BaseAddress = collector.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", output.ToString().Trim());
        return client;
    }

    private static Task<HttpResponseMessage> Post(HttpClient client, AskedBox box, string kind) =>
        client.PostAsJsonAsync($"/api/v1/devices/{box.Id}/cameras/stove/looks", new { kind }, Ct);

    private static async Task<LookView> Ask(HttpClient client, AskedBox box, LookKind kind)
    {
        using var answer = await Post(client, box, kind.ToString().ToLowerInvariant());
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<LookView>(Json, Ct))!;
    }

    private static async Task<LookView> Get(HttpClient client, Guid id) => (await client.GetFromJsonAsync<LookView>($"/api/v1/looks/{id:N}", Json, Ct))!;

    private static Task<LookView> Until(HttpClient client, Guid id, LookState state) =>
        Wait.For($"the look is {state}", async () => await Get(client, id) is var look && look.State == state ? look : null, Ct);

    private async Task<HttpStatusCode> PutSegment(string device, Guid id, string name, string token, byte[] bytes, string seconds = "1")
    {
        using var content = new ByteArrayContent(bytes);
        return await AskedBox.Put(collector.Address, $"/live/v1/{device}/{id:N}/{name}?seconds={seconds}", token, content);
    }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new KebabCase<LookKind>(), new KebabCase<LookState>() } };
}
