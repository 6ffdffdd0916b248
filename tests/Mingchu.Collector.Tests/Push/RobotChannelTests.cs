using System.Globalization;
using System.Text.Json;
using Mingchu.Collector.Push;
using Mingchu.Collector.Push.Robots;
using Mingchu.Collector.Push.Webhook;

namespace Mingchu.Collector.Tests.Push;

public abstract class RobotChannelTests(string kind, string? secret, string code, int busy, int refused) : ChannelContract
{
    private readonly HttpClient http = WebhookChannel.CreateClient();
    private RobotListener listener = null!;

    protected override IChannel Channel => new RobotChannel(
        [new("group", kind, listener.Url, secret, new([], []), CultureInfo.GetCultureInfo("zh-CN"), TimeSpan.FromSeconds(2))],
        http, new PushConfig { PublicUrl = "https://mingchu.example" }, TimeProvider.System);

    protected override IReadOnlyList<string> Secrets => ["key-in-address", "SECthis-is-a-test"];

    public override async ValueTask InitializeAsync() => listener = await RobotListener.Start();

    protected override void Receives(Receiver manner) => listener.Answer = manner switch
    {
        Receiver.Well => Body(0),
        Receiver.InTrouble => Body(busy),
        Receiver.Refusing => Body(refused),
        Receiver.Hanging => null,
        _ => "",
    };

    // Robots know no ids: the text with the case's link is what stays the same.
    protected override Task<IReadOnlyList<string>> Got() => Task.FromResult<IReadOnlyList<string>>([.. listener.Received.Select(r => Text(r.Body))]);

    [Fact]
    public async Task The_group_reads_premises_and_hazard_in_chinese_with_a_link_and_the_signature_is_genuine()
    {
        Receives(Receiver.Well);
        var shipment = Shipment();

        await Channel.Send(shipment, TestContext.Current.CancellationToken);

        var (query, body) = Assert.Single(listener.Received);
        var text = Text(body);
        Assert.Contains("实验小学食堂", text, StringComparison.Ordinal);
        Assert.Contains("未戴厨师帽", text, StringComparison.Ordinal);
        Assert.Contains($"https://mingchu.example/cases/{shipment.Notice.CaseId}", text, StringComparison.Ordinal);
        Assert.Equal("key-in-address", query["access_token"]);
        using var json = JsonDocument.Parse(body);
        if (kind == "dingtalk")
            Assert.Equal(RobotSignature.DingTalk(secret!, long.Parse(query["timestamp"]!, CultureInfo.InvariantCulture)), query["sign"]);
        if (kind == "feishu")
            Assert.Equal(RobotSignature.Feishu(secret!, long.Parse(json.RootElement.GetProperty("timestamp").GetString()!, CultureInfo.InvariantCulture)),
                json.RootElement.GetProperty("sign").GetString());
    }

    public override async ValueTask DisposeAsync()
    {
        http.Dispose();
        await listener.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private string Body(int number) => $$"""{"{{code}}":{{number}},"msg":"key-in-address"}""";

    private string Text(string body)
    {
        using var json = JsonDocument.Parse(body);
        var (outer, inner) = kind == "feishu" ? ("content", "text") : ("text", "content");
        return json.RootElement.GetProperty(outer).GetProperty(inner).GetString()!;
    }
}

public class WeComRobotTests() : RobotChannelTests("wecom", null, "errcode", 45009, 93000);

public class DingTalkRobotTests() : RobotChannelTests("dingtalk", "SECthis-is-a-test", "errcode", 130101, 310000);

public class FeishuRobotTests() : RobotChannelTests("feishu", "SECthis-is-a-test", "code", 11232, 19001);
