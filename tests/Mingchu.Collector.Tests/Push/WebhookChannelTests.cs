using System.Text.Json;
using Mingchu.Collector.Push;
using Mingchu.Collector.Push.Webhook;

namespace Mingchu.Collector.Tests.Push;

public class WebhookChannelTests : ChannelContract
{
    private readonly HttpClient http = WebhookChannel.CreateClient();
    private HookListener listener = null!;

    protected override IChannel Channel => new WebhookChannel(
        [new("hub", listener.Url, listener.Key, new([], []), TimeSpan.FromSeconds(2))], http, new PushConfig { PublicUrl = "https://mingchu.example" }, TimeProvider.System);

    protected override IReadOnlyList<string> Secrets => ["path-with-secret", listener.Secret];

    public override async ValueTask InitializeAsync() => listener = await HookListener.Start();

    protected override void Receives(Receiver manner) => listener.Manner = manner switch
    {
        Receiver.Well => HookManner.Accept,
        Receiver.InTrouble => HookManner.Fail,
        Receiver.Refusing => HookManner.Gone,
        Receiver.Hanging => HookManner.Hang,
        _ => HookManner.Close,
    };

    protected override Task<IReadOnlyList<string>> Got() => Task.FromResult<IReadOnlyList<string>>([.. listener.Received.Select(h => h.Id)]);

    [Fact]
    public async Task The_body_is_signed_and_tells_the_case_with_a_link()
    {
        var shipment = Shipment();

        await Channel.Send(shipment, TestContext.Current.CancellationToken);

        var hook = Assert.Single(listener.Received);
        Assert.True(hook.Genuine);
        Assert.Equal($"msg_{shipment.Id:N}", hook.Id);
        using var body = JsonDocument.Parse(hook.Body);
        Assert.Equal("case.opened", body.RootElement.GetProperty("type").GetString());
        Assert.Equal("2026-03-02T04:05:06.000Z", body.RootElement.GetProperty("timestamp").GetString());
        var data = body.RootElement.GetProperty("data");
        Assert.Equal("实验小学食堂", data.GetProperty("premisesName").GetString());
        Assert.Equal("未戴厨师帽", data.GetProperty("hazardName").GetProperty("zh").GetString());
        Assert.Equal($"https://mingchu.example/cases/{shipment.Notice.CaseId}", data.GetProperty("url").GetString());
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        listener.Manner = HookManner.Redirect;

        var result = await Channel.Send(Shipment(), TestContext.Current.CancellationToken);

        Assert.Contains("redirects are not followed", Assert.IsType<SendResult.Permanent>(result).Reason, StringComparison.Ordinal);
        Assert.Equal(0, listener.RedirectsFollowed);
    }

    [Fact]
    public async Task A_receiver_may_ask_for_more_time()
    {
        listener.Manner = HookManner.TooMany;

        var result = await Channel.Send(Shipment(), TestContext.Current.CancellationToken);

        Assert.Equal(TimeSpan.FromSeconds(120), Assert.IsType<SendResult.Recoverable>(result).After);
    }

    public override async ValueTask DisposeAsync()
    {
        http.Dispose();
        await listener.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
