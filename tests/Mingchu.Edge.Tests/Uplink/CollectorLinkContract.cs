using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Spool;
using Mingchu.Edge.Tests.Support;
using Mingchu.Edge.Uplink;

namespace Mingchu.Edge.Tests.Uplink;

/// <summary>Store and forward, the same on every broker.</summary>
[Trait("row", "A6")]
public abstract class CollectorLinkContract(ITestBroker broker) : IAsyncLifetime
{
    protected const string Token = "the-device-token";
    private readonly TempFolder folder = new();
    private readonly CancellationTokenSource stop = new();
    private readonly CameraBoard board = new(["stove"], Some.At);
    private AlertSpool spool = null!;
    private TestCollector collector = null!;
    private CollectorLink? link;
    private Task running = Task.CompletedTask;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        folder.Write("token", Token + "\n");
        spool = AlertSpool.Open(folder.Path, new(), TimeProvider.System, Some.Silent);
        await broker.Start(Ct);
        collector = await TestCollector.Start(broker, Token, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await StopLink();
        await collector.DisposeAsync();
        await broker.DisposeAsync();
        await spool.DisposeAsync();
        stop.Dispose();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private void StartLink(LinkPace? pace = null, Serilog.ILogger? log = null)
    {
        var config = Some.Config(folder.Path) with
        {
            Collector = new() { Mqtt = new($"mqtt://127.0.0.1:{broker.Port}"), Evidence = collector.Address, TokenFile = folder["token"] },
        };
        link = new(config, new(spool.Session, "test", "1.0", [], [], [], "1.0.0"), spool, board, () => new(0, [], 0),
            pace ?? new() { Receipt = TimeSpan.FromMilliseconds(500), Reconnect = TimeSpan.FromSeconds(1) }, TimeProvider.System, log ?? Some.Silent);
        running = link.RunAsync(stop.Token);
    }

    private async Task StopLink()
    {
        await stop.CancelAsync();
        await running;
        link?.Dispose();
    }

    private Task Empty() => Until.True(() => spool.Index.Count == 0, "the spool is empty");

    [Fact]
    public async Task Alerts_and_evidence_arrive_in_order_and_leave_the_spool()
    {
        var expected = new List<string>();
        for (var i = 0; i < 30; i++)
        {
            List<SpoolMessage> messages = [Some.Message(i), Some.Evidence(Some.Alert(i), folder.Path), Some.Evidence(Some.Alert(i), folder.Path, 5000, EvidenceKind.Boxed),
                Some.Message(Some.Alert(i, AlertPhase.Cleared, 1))];
            expected.AddRange(messages.Select(m => m.MessageId));
            await spool.PutAsync(messages);
        }
        // On a busy machine a receipt may take its time; here nothing is to come twice.
        StartLink(new() { Receipt = TimeSpan.FromMinutes(1) });
        await Empty();
        Assert.Equal(expected.Order(), collector.Seen.Order());
        Assert.Equal(60, collector.Uploads.Count);
        await Until.True(() => Directory.GetFiles(Path.Combine(folder.Path, "answered"), "*.jpg", SearchOption.AllDirectories).Length == 60, "the files have gone over to what is answered");
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder.Path, "evidence"), "*.jpg", SearchOption.AllDirectories));
        foreach (var alert in Enumerable.Range(0, 30).Select(i => Some.Alert(i).AlertId))
            Assert.Equal([$"{alert}/0", $"{alert}/1"], collector.Seen.Where(id => id == $"{alert}/0" || id == $"{alert}/1"));
    }

    [Fact]
    public async Task What_was_spooled_without_a_broker_arrives_when_it_comes()
    {
        await broker.Kill();
        StartLink();
        for (var i = 0; i < 20; i++)
            await spool.PutAsync([Some.Message(i)]);
        await Until.True(() => link!.Complaint != "not connected yet", "the link has tried");
        Assert.False(link!.Connected);
        await broker.Start(Ct);
        await collector.Connect(Ct);
        await Empty();
        Assert.Equal(20, collector.Seen.Distinct().Count());
    }

    [Fact]
    public async Task A_broker_killed_in_the_middle_loses_nothing()
    {
        StartLink();
        for (var i = 0; i < 200; i++)
        {
            await spool.PutAsync([Some.Message(i)]);
            if (i is not (50 or 120))
                continue;
            await broker.Kill();
            await broker.Start(Ct);
            await collector.Connect(Ct);
        }
        await Empty();
        Assert.Equal(200, collector.Seen.Distinct().Count());
    }

    [Fact]
    public async Task Without_a_collector_everything_waits_and_nothing_storms()
    {
        await collector.Disconnect();
        for (var i = 0; i < 40; i++)
            await spool.PutAsync([Some.Message(i)]);
        StartLink();
        await Until.True(() => link!.Connected, "connected");
        await Task.Delay(3000, Ct);
        Assert.Equal(40, spool.Index.Count);
        var sent = collector.Seen.Count;
        await collector.Connect(Ct);
        await Empty();
        Assert.Equal(40, collector.Seen.Distinct().Count());
        Assert.InRange(collector.Seen.Count - sent, 40, 400);
    }

    [Fact]
    public async Task A_lost_receipt_is_asked_for_again_with_growing_waits()
    {
        collector.Answer = (id, n) => n < 3 ? null : new(id, ReceiptResult.Duplicate, DateTimeOffset.UtcNow);
        await spool.PutAsync([Some.Message(1), Some.Message(2)]);
        StartLink();
        await Empty();
        Assert.InRange(collector.Seen.Count, 6, 12);
    }

    [Fact]
    public async Task A_refused_message_is_set_aside_and_not_sent_again()
    {
        collector.Answer = (id, n) => new(id, ReceiptResult.Rejected, DateTimeOffset.UtcNow, RejectReasons.UnknownHazard, "/data/hazard", "unknown");
        await spool.PutAsync([Some.Message(1)]);
        StartLink(new() { Receipt = TimeSpan.FromMinutes(1) });
        await Empty();
        Assert.Equal(RejectReasons.UnknownHazard, Assert.Single(spool.RejectedRows()).Reason);
        Assert.Single(collector.Seen);
    }

    [Fact]
    public async Task Receipts_that_make_no_sense_do_no_harm()
    {
        collector.Answer = (_, _) => null;
        await spool.PutAsync([Some.Message(1)]);
        StartLink();
        await Until.True(() => !collector.Seen.IsEmpty, "sent");
        foreach (var junk in (string[])["", "{", "null", "[]", "{\"data\":null}", "\uffff", new string('x', 200_000)])
            await collector.Send(junk);
        await collector.Send(new Receipt("nobody/0", ReceiptResult.Accepted, DateTimeOffset.UtcNow));
        collector.Answer = (id, _) => new(id, ReceiptResult.Accepted, DateTimeOffset.UtcNow);
        await Empty();
        await collector.Send(new Receipt(Some.Message(1).MessageId, ReceiptResult.Accepted, DateTimeOffset.UtcNow));
        await spool.PutAsync([Some.Message(2)]);
        await Empty();
    }

    [Fact]
    public async Task Evidence_that_can_not_be_uploaded_holds_up_no_alert_and_goes_later()
    {
        collector.UploadStatus = 503;
        await spool.PutAsync([Some.Message(1), Some.Evidence(Some.Alert(1), folder.Path), Some.Message(Some.Alert(1, AlertPhase.Cleared, 1)), Some.Message(2)]);
        StartLink();
        await Until.True(() => spool.Index.Count == 1, "only the evidence waits");
        Assert.Equal(3, collector.Seen.Distinct().Count());
        collector.UploadStatus = 201;
        await Empty();
        Assert.Single(collector.Uploads);
    }

    [Fact]
    public async Task Evidence_whose_file_is_gone_is_set_aside()
    {
        var evidence = Some.Evidence(Some.Alert(1), folder.Path);
        await spool.PutAsync([Some.Message(1), evidence]);
        File.Delete(folder[evidence.File!.Path]);
        StartLink();
        await Empty();
        Assert.Equal("upload", Assert.Single(spool.RejectedRows()).Reason);
    }

    [Fact]
    [Trait("row", "A1")]
    public async Task Birth_and_states_are_told_and_told_again_when_they_change()
    {
        StartLink();
        await Until.True(() => collector.Statuses.ContainsKey(Topics.Birth("box-1")), "birth");
        await Until.True(() => collector.Statuses.GetValueOrDefault(Topics.CameraStatus("box-1", "stove"))?.Contains("\"starting\"", StringComparison.Ordinal) == true, "first state");
        board.Report("stove", CameraState.Online, Some.At);
        await Until.True(() => collector.Statuses[Topics.CameraStatus("box-1", "stove")].Contains("\"online\"", StringComparison.Ordinal), "online");
        Assert.Contains("\"online\":true", collector.Statuses[Topics.Status("box-1")], StringComparison.Ordinal);
        await StopLink();
        await Until.True(() => collector.Statuses[Topics.Status("box-1")].Contains("\"online\":false", StringComparison.Ordinal), "goodbye");
    }

    [Fact]
    public async Task A_wrong_token_is_a_complaint_that_does_not_tell_it_and_a_right_one_mends_it()
    {
        folder.Write("token", "a-wrong-one");
        var log = new LogLines();
        StartLink(log: log.Logger);
        await Until.True(() => link!.Complaint is { } c && c != "not connected yet", "complaint");
        Assert.DoesNotContain("a-wrong-one", log.All, StringComparison.Ordinal);
        folder.Write("token", Token);
        await Until.True(() => link!.Connected, "connected");
        Assert.Null(link!.Complaint);
    }
}

public sealed class EmbeddedBrokerLinkTests() : CollectorLinkContract(new EmbeddedBroker("box-1", Token));

public sealed class MosquittoLinkTests() : CollectorLinkContract(new RealMosquitto("box-1", Token));
