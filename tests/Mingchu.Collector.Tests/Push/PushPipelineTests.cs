using Mingchu.Collector.Push;
using Mingchu.Collector.Push.Webhook;
using Mingchu.Rig;

namespace Mingchu.Collector.Tests.Push;

public class PushPipelineTests : IAsyncLifetime
{
    private readonly HttpClient http = WebhookChannel.CreateClient();
    private HookListener listener = null!;

    public async ValueTask InitializeAsync() => listener = await HookListener.Start();

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Several_collectors_share_the_work_and_each_notice_is_sent_once(string provider)
    {
        await using var storage = await PushStorage.Open(provider);
        var cases = new List<Guid>();
        for (var i = 0; i < 25; i++)
            cases.Add(await storage.OpenCase([Webhook()], DateTimeOffset.UtcNow));

        var collectors = Enumerable.Range(0, 3).Select(_ => storage.Collector([Webhook()])).ToList();
        foreach (var collector in collectors)
            await collector.StartAsync(default);
        await Wait.Until("all are delivered", async () => (await storage.Deliveries()).All(d => d.State == DeliveryState.Delivered), default, TimeSpan.FromMinutes(5), storage.Warnings.Story);
        foreach (var collector in collectors)
        {
            await collector.StopAsync(default);
            collector.Dispose();
        }

        Assert.Equal(25, listener.Received.Count);
        Assert.Equal(25, listener.Received.Select(h => h.Id).Distinct().Count());
        Assert.All(listener.Received, h => Assert.True(h.Genuine));
        Assert.All(await storage.Deliveries(), d => Assert.Equal(1, d.Attempts));
        foreach (var id in cases)
            Assert.Single(await storage.Events(id), e => e.Type == "push-recorded");
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Notices_exist_only_if_the_case_does(string provider)
    {
        await using var storage = await PushStorage.Open(provider);

        await storage.OpenCase([Webhook()], DateTimeOffset.UtcNow, commit: false);
        Assert.Empty(await storage.Deliveries());
        var id = await storage.OpenCase([Webhook()], DateTimeOffset.UtcNow);

        var delivery = Assert.Single(await storage.Deliveries());
        Assert.Equal((id, "merchant", "webhook", "hub", Occasions.Opened, 1),
            (delivery.CaseId, delivery.Audience, delivery.Channel, delivery.Recipient, delivery.Occasion, delivery.Sequence));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_failed_attempt_is_recorded_and_tried_again_after_a_pause_until_it_is_delivered(string provider)
    {
        await using var storage = await PushStorage.Open(provider);
        var now = new DateTimeOffset(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);
        var queue = storage.Queue();
        var id = await storage.OpenCase([Webhook()], now);

        var first = Assert.Single(await queue.Claim(10, now, default));
        Assert.True(await queue.Settle(first, new SendResult.Recoverable("HTTP 500"), now, 1, default));
        var waiting = Assert.Single(await storage.Deliveries());
        Assert.Empty(await queue.Claim(10, now.AddSeconds(4), default));
        var second = Assert.Single(await queue.Claim(10, now.AddSeconds(5), default));
        Assert.True(await queue.Settle(second, new SendResult.Delivered(), now.AddSeconds(6), 1, default));

        Assert.Equal((DeliveryState.Pending, 1, "HTTP 500"), (waiting.State, waiting.Attempts, waiting.LastError));
        var delivered = Assert.Single(await storage.Deliveries());
        Assert.Equal((DeliveryState.Delivered, 2, now.AddSeconds(6)), (delivered.State, delivered.Attempts, delivered.DeliveredAt));
        Assert.Single(await storage.Events(id), e => e.Type == "push-recorded");
    }

    [Fact]
    public async Task A_collector_that_died_while_sending_loses_its_claim_and_the_notice_is_sent_again()
    {
        await using var storage = await PushStorage.Open("sqlite");
        var now = new DateTimeOffset(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);
        await storage.OpenCase([Webhook()], now);

        var dead = Assert.Single(await storage.Queue().Claim(10, now, default));
        Assert.Empty(await storage.Queue().Claim(10, now + PushStorage.Lease - TimeSpan.FromSeconds(1), default));
        var alive = Assert.Single(await storage.Queue().Claim(10, now + PushStorage.Lease, default));

        Assert.Equal(dead.Id, alive.Id);
        Assert.Equal(2, alive.Attempts);
        Assert.False(await storage.Queue().Settle(dead, new SendResult.Delivered(), now, 0, default));
        Assert.True(await storage.Queue().Settle(alive, new SendResult.Delivered(), now, 0, default));
    }

    [Fact]
    public async Task What_is_refused_for_good_or_fails_too_often_is_given_up_and_said_in_the_case()
    {
        await using var storage = await PushStorage.Open("sqlite");
        var now = new DateTimeOffset(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);
        var queue = storage.Queue();
        var refused = await storage.OpenCase([Webhook()], now);
        await queue.Settle(Assert.Single(await queue.Claim(1, now, default)), new SendResult.Permanent("HTTP 410"), now, 0, default);
        var tired = await storage.OpenCase([Webhook()], now);
        for (var i = 0; i < Backoff.MaxAttempts; i++)
            await queue.Settle(Assert.Single(await queue.Claim(1, now = now.AddHours(7), default)), new SendResult.Recoverable("HTTP 500"), now, 0, default);

        Assert.Empty(await queue.Claim(1, now.AddYears(1), default));
        Assert.All(await storage.Deliveries(), d => Assert.Equal(DeliveryState.Failed, d.State));
        Assert.Contains("HTTP 410", Assert.Single(await storage.Events(refused), e => e.Type == "push-recorded").Data, StringComparison.Ordinal);
        Assert.Contains($"\"attempts\":{Backoff.MaxAttempts}", Assert.Single(await storage.Events(tired), e => e.Type == "push-recorded").Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hanging_receiver_does_not_keep_others_waiting_and_a_restart_goes_on()
    {
        await using var storage = await PushStorage.Open("sqlite");
        await using var slow = await HookListener.Start();
        slow.Manner = HookManner.Hang;
        IChannel[] channels = [Webhook(), new Renamed("email", Webhook(slow))];
        await storage.OpenCase(channels, DateTimeOffset.UtcNow);

        using (var collector = storage.Collector(channels))
        {
            await collector.StartAsync(default);
            await Wait.Until("the quick one is delivered", async () => (await storage.Deliveries()).Any(d => d.State == DeliveryState.Delivered), default);
            await collector.StopAsync(default);
        }
        Assert.All(await storage.Deliveries(), d => Assert.Null(d.Claim));
        slow.Manner = HookManner.Accept;
        using var next = storage.Collector(channels);
        await next.StartAsync(default);
        await Wait.Until("the slow one is delivered", async () => (await storage.Deliveries()).All(d => d.State == DeliveryState.Delivered), default);
        await next.StopAsync(default);

        Assert.Single(listener.Received);
    }

    [Fact]
    public async Task A_stop_in_the_middle_of_much_work_leaves_nothing_in_hand_and_a_restart_sends_the_rest()
    {
        await using var storage = await PushStorage.Open("sqlite");
        for (var i = 0; i < 200; i++)
            await storage.OpenCase([Webhook()], DateTimeOffset.UtcNow);

        using (var collector = storage.Collector([Webhook()]))
        {
            await collector.StartAsync(default);
            await Wait.Until("more than one round is sent", () => Task.FromResult(listener.Received.Count > 64), default);
            await collector.StopAsync(default).WaitAsync(TimeSpan.FromMinutes(1));
        }
        Assert.All(await storage.Deliveries(), d => Assert.Null(d.Claim));
        using var next = storage.Collector([Webhook()]);
        await next.StartAsync(default);
        await Wait.Until("the rest is delivered", async () => (await storage.Deliveries()).All(d => d.State == DeliveryState.Delivered), default);
        await next.StopAsync(default);

        Assert.Equal(200, listener.Received.Select(h => h.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_stop_between_a_claim_and_its_judging_gives_it_back()
    {
        await using var storage = await PushStorage.Open("sqlite");
        for (var i = 0; i < 3; i++)
            await storage.OpenCase([Webhook()], DateTimeOffset.UtcNow);
        PushPipeline? collector = null;
        var stop = Task.CompletedTask;
        // It asks for the time to claim, and again to judge.
        var clock = new Called(2, () => stop = collector!.StopAsync(default));

        using (collector = storage.Collector([Webhook()], clock))
        {
            await collector.StartAsync(default);
            await Wait.Until("it is stopped", () => collector.ExecuteTask!.IsCompleted, default);
            await stop;
        }

        Assert.Empty(listener.Received);
        Assert.All(await storage.Deliveries(), d => Assert.Equal((DeliveryState.Pending, null, 1), (d.State, d.Claim, d.Attempts)));
    }

    private WebhookChannel Webhook(HookListener? to = null) =>
        new([new("hub", (to ?? listener).Url, (to ?? listener).Key, new([], []), TimeSpan.FromSeconds(5))], http, new PushConfig(), TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await listener.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A clock that does something when it is asked for the time once more.</summary>
    private sealed class Called(int time, Action then) : TimeProvider
    {
        private int calls;

        public override DateTimeOffset GetUtcNow()
        {
            if (Interlocked.Increment(ref calls) == time)
                then();
            return base.GetUtcNow();
        }
    }

    /// <summary>A channel under another name, so that the policy routes to it.</summary>
    private sealed class Renamed(string name, IChannel inner) : IChannel
    {
        public string Name => name;

        public IReadOnlyList<string> Recipients(string audience, IReadOnlyList<string> platforms) => inner.Recipients(audience, platforms);

        public Task<SendResult> Send(Shipment shipment, CancellationToken ct) => inner.Send(shipment, ct);
    }
}
