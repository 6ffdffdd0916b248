using System.Buffers;
using System.Text.Json;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Config;
using Mingchu.Edge.Tests.Support;
using Mingchu.Edge.Viewing;

namespace Mingchu.Edge.Tests.Viewing;

/// <summary>Commands to a box with real cameras, by real ffmpeg.</summary>
[Trait("row", "A8")]
public sealed class CommandDeskTests(ViewingKitchen kitchen) : IClassFixture<ViewingKitchen>, IAsyncLifetime
{
    private const string ViewToken = "the-token-of-this-view";
    private readonly TempFolder folder = new();
    private readonly ChildProcesses children = new();
    private readonly CancellationTokenSource stop = new();
    private readonly LogLines log = new();
    private readonly List<CommandReply> replies = [];
    private CommandDesk desk = null!;
    private Task running = Task.CompletedTask;

    public ValueTask InitializeAsync()
    {
        folder.Write("token", "the-device-token");
        Start(new() { Most = 3 });
        return default;
    }

    private void Start(ViewingConfig viewing)
    {
        var config = Some.Config(folder.Path, Some.Camera(kitchen.Cameras.Url("stove")), Some.Camera(kitchen.Cameras.Url("sink"), "sink")) with { Viewing = viewing };
        desk = new(config with { Collector = config.Collector with { Evidence = kitchen.Collector } }, children, TimeProvider.System, log.Logger);
        running = desk.RunAsync(stop.Token);
    }

    [Fact]
    public async Task A_picture_comes_at_full_size_once_however_often_it_is_asked_for()
    {
        var id = Ask(new(CommandKind.Snapshot, "stove", DateTimeOffset.UtcNow.AddMinutes(1)));
        await Answered(id, CommandOutcome.Accepted);
        await Answered(id, CommandOutcome.Done);
        var (_, token, jpeg) = Assert.Single(kitchen.Under($"evidence/v1/box-1/{id}/snapshot"));
        Assert.Equal(("Bearer the-device-token", "mjpeg,1280,720"), (token, await kitchen.Probe(jpeg)));

        Ask(new(CommandKind.Snapshot, "stove", DateTimeOffset.UtcNow.AddMinutes(1)), id);
        await Until.True(() => Hear(id).Count(r => r.Outcome == CommandOutcome.Done) == 2, "the same answer again");
        desk.Begin();
        await Until.True(() => Hear(id).Count(r => r.Outcome == CommandOutcome.Done) == 3, "a new session hears it again");
        Assert.Single(kitchen.Under($"evidence/v1/box-1/{id}/"));
    }

    [Fact]
    public async Task A_live_view_is_put_segment_by_segment_until_told_to_stop_and_leaves_nothing()
    {
        var id = Ask(Live("stove"));
        await Answered(id, CommandOutcome.Accepted);
        await Until.True(() => kitchen.Under($"live/v1/box-1/{id}/").Count >= 2, "two segments");
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), out _)))
            Assert.DoesNotContain(ViewToken, Read($"{process}/cmdline") + Read($"{process}/environ"), StringComparison.Ordinal);
        var end = Ask(new(CommandKind.LiveStop, "stove", DateTimeOffset.UtcNow.AddMinutes(1)) { Stops = id });
        await Answered(end, CommandOutcome.Done);
        Assert.Equal(CommandReasons.Stopped, (await Answered(id, CommandOutcome.Done)).Reason);

        var puts = kitchen.Under($"live/v1/box-1/{id}/");
        Assert.All(puts.Index(), p => Assert.StartsWith($"live/v1/box-1/{id}/{p.Index}.ts", p.Item.Path, StringComparison.Ordinal));
        Assert.All(puts, p => Assert.Equal($"Bearer {ViewToken}", p.Token));
        Assert.Equal("h264,1280,720", await kitchen.Probe([.. puts.SelectMany(p => p.Bytes)]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(folder.Path, "live")));
        Assert.DoesNotContain(ViewToken, log.All, StringComparison.Ordinal);
        Assert.DoesNotContain(kitchen.Cameras.Login!.Split(':')[1], log.All + JsonSerializer.Serialize(replies), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_camera_without_H264_is_refused_clearly_and_shown_when_the_box_may_transcode()
    {
        var id = Ask(Live("sink"));
        var answer = await Answered(id, CommandOutcome.Refused);
        Assert.Equal(CommandReasons.CodecNotShown, answer.Reason);
        Assert.Contains("mjpeg", answer.Detail, StringComparison.Ordinal);
        Assert.Empty(kitchen.Under($"live/v1/box-1/{id}/"));

        Start(new() { Transcode = true });
        id = Ask(Live("sink"));
        await Until.True(() => kitchen.Under($"live/v1/box-1/{id}/").Count >= 1 || Hear(id).Any(r => r.Outcome is CommandOutcome.Failed), "a segment, or why there is none");
        Assert.True(kitchen.Under($"live/v1/box-1/{id}/").Count >= 1, string.Join("; ", Hear(id).Select(r => $"{r.Outcome} {r.Reason} {r.Detail}")));
        var shown = kitchen.Under($"live/v1/box-1/{id}/")[0].Bytes;
        Assert.Equal("h264,640,360", await kitchen.Probe(shown));
        Assert.InRange(await kitchen.Pictures(shown), 10, 30);
    }

    [Fact]
    public async Task A_live_view_ends_when_the_collector_does_not_want_it_and_when_its_time_is_over()
    {
        var (unwatched, refused) = ($"{Guid.NewGuid():N}", $"{Guid.NewGuid():N}");
        (kitchen.Status[$"live/v1/box-1/{unwatched}/0.ts"], kitchen.Status[$"live/v1/box-1/{refused}/0.ts"]) = (410, 401);
        Ask(Live("stove"), unwatched);
        Ask(Live("stove"), refused);
        var brief = Ask(Live("stove") with { Live = new(ViewToken, 1, 1 << 24) });
        Assert.Equal(CommandReasons.Unwatched, (await Answered(unwatched, CommandOutcome.Done)).Reason);
        Assert.Equal(CommandReasons.Upload, (await Answered(refused, CommandOutcome.Failed)).Reason);
        Assert.Equal(CommandReasons.TimeOver, (await Answered(brief, CommandOutcome.Done)).Reason);
        Assert.Single(kitchen.Under($"live/v1/box-1/{unwatched}/"));
        Assert.Single(kitchen.Under($"live/v1/box-1/{refused}/"));
    }

    [Fact]
    public async Task What_comes_late_is_told_so_and_what_is_no_command_is_passed_over()
    {
        Assert.Equal(CommandReasons.Expired, (await Answered(Ask(new(CommandKind.Snapshot, "stove", DateTimeOffset.UtcNow.AddSeconds(-1))), CommandOutcome.Refused)).Reason);
        Assert.Equal(CommandReasons.UnknownCamera, (await Answered(Ask(new(CommandKind.Snapshot, "attic", DateTimeOffset.UtcNow.AddMinutes(1))), CommandOutcome.Refused)).Reason);
        Ask(Live("stove"), "../../../../../../tmp/0123456789");
        desk.Receive("", new("{\"id\": nonsense"u8.ToArray()));
        desk.Receive("", default);
        Assert.Empty(Hear("../../../../../../tmp/0123456789"));
    }

    private static CameraCommand Live(string camera) => new(CommandKind.LiveStart, camera, DateTimeOffset.UtcNow.AddMinutes(1)) { Live = new(ViewToken, 60, 1 << 24) };

    private string Ask(CameraCommand command, string? id = null)
    {
        id ??= Guid.NewGuid().ToString("N");
        var message = new CloudEvent<CameraCommand>("1.0", id, "collector", MessageTypes.CameraCommand, DateTimeOffset.UtcNow, command);
        desk.Receive(desk.Filter!, new ReadOnlySequence<byte>(JsonSerializer.SerializeToUtf8Bytes(message, ContractJson.Wire.CloudEventCameraCommand)));
        return id;
    }

    private async Task<CommandReply> Answered(string id, CommandOutcome outcome)
    {
        await Until.True(() => Hear(id).Any(r => r.Outcome == outcome), $"{outcome}");
        return replies.First(r => r.CommandId == id && r.Outcome == outcome);
    }

    private List<CommandReply> Hear(string id)
    {
        replies.AddRange(desk.Due(DateTimeOffset.UtcNow).Select(m => JsonSerializer.Deserialize(m.Payload, ContractJson.Wire.CloudEventCommandReply)!.Data));
        return [.. replies.Where(r => r.CommandId == id)];
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ContinueWith(_ => { }, TaskScheduler.Default);
        desk.Dispose();
        children.Dispose();
        stop.Dispose();
        folder.Dispose();
    }
}
