using System.Text.Json;
using Mingchu.Collector.Push;
using Mingchu.Collector.Push.Sms;
using Mingchu.Collector.Push.Webhook;

namespace Mingchu.Collector.Tests.Push;

public class SmsChannelTests : ChannelContract
{
    private const string Token = "token-of-the-provider";
    private readonly HttpClient http = WebhookChannel.CreateClient();
    private RobotListener listener = null!;

    protected override IChannel Channel => new SmsChannel(new(new()
    {
        Url = listener.Url.AbsoluteUri + "&to={phone}",
        Headers = new() { ["Authorization"] = "Bearer {secret:token}" },
        Body = """{"mobile": "{phone}", "content": "【明海】{text}", "link": "{url}", "outId": "{id}", "note": {"a": 1}}""",
        Success = new() { Pointer = "/result/code", Values = ["0"], Refused = ["1002"] },
        To = [new() { Name = "值班手机", Phone = "+8613800000000", Audiences = ["merchant"] }],
        TimeoutSeconds = 2,
    }, new Dictionary<string, string> { ["token"] = Token }), http, new PushConfig { PublicUrl = "https://mingchu.example" }, TimeProvider.System);

    protected override IReadOnlyList<string> Secrets => [Token, "key-in-address", "13800000000"];

    public override async ValueTask InitializeAsync() => listener = await RobotListener.Start();

    protected override void Receives(Receiver manner) => listener.Answer = manner switch
    {
        Receiver.Well => """{"result": {"code": 0}}""",
        Receiver.InTrouble => """{"result": {"code": 5001, "message": "token-of-the-provider"}}""",
        Receiver.Refusing => """{"result": {"code": "1002"}}""",
        Receiver.Hanging => null,
        _ => "",
    };

    protected override Task<IReadOnlyList<string>> Got() => Task.FromResult<IReadOnlyList<string>>([.. listener.Received.Select(r => Body(r.Body).GetProperty("outId").GetString()!)]);

    [Fact]
    public async Task The_provider_gets_number_text_and_secret_where_the_template_puts_them()
    {
        Receives(Receiver.Well);
        var shipment = Some.Shipment("值班手机") with { Notice = Some.Notice() with { PremisesName = "\"}{ evil\\ \n店" } };

        await Channel.Send(shipment, TestContext.Current.CancellationToken);

        var (query, text) = Assert.Single(listener.Received);
        var body = Body(text);
        Assert.Equal("+8613800000000", query["to"]);
        Assert.Equal("+8613800000000", body.GetProperty("mobile").GetString());
        Assert.Contains("\"}{ evil\\ \n店", body.GetProperty("content").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("【明海】", body.GetProperty("content").GetString(), StringComparison.Ordinal);
        Assert.EndsWith($"/cases/{shipment.Notice.CaseId}", body.GetProperty("link").GetString(), StringComparison.Ordinal);
        Assert.Equal($"Bearer {Token}", listener.Authorization);
        Assert.Empty(Channel.Recipients("platform", []));
    }

    [Fact]
    public void A_wrong_configuration_is_told_with_its_place_and_without_secrets()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, Token);
            var errors = new List<string>();

            PushSettings.Read(new()
            {
                Sms = new()
                {
                    Url = "ftp://x/{secret:token}", Method = "PATCH", Body = "{mobile}", Headers = new() { ["A b"] = "x" }, Secrets = new() { ["token"] = file, ["gone"] = "/no/such/file" },
                    Success = new() { Pointer = "code" }, To = [new() { Name = "", Phone = "12 34" }],
                },
            }, null, errors);

            foreach (var place in new[] { "Url:", "Method:", "Body: there is no placeholder {mobile}", "Headers:A b:", "Secrets:gone:", "Success:", "To:0:Name:", "To:0:Phone:" })
                Assert.Contains(errors, e => e.StartsWith("Push:Sms:" + place, StringComparison.Ordinal));
            Assert.DoesNotContain(errors, e => e.Contains(Token, StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_value_ends_neither_a_string_of_json_nor_a_field_of_a_form() => Gen.String.Sample(value =>
    {
        if (value.Any(char.IsSurrogate))
            return;
        var json = SmsTemplate.Fill("""{"a": "{text}", "b": {"c": 1}}""", _ => value, SmsTemplate.Json);
        Assert.Equal(value, Body(json).GetProperty("a").GetString());
        var form = SmsTemplate.Fill("a={text}&b=1", _ => value, SmsTemplate.Form);
        Assert.Equal(2, form.Split('&').Length);
        Assert.Equal(value, Uri.UnescapeDataString(form.Split('&')[0][2..]));
    });

    public override async ValueTask DisposeAsync()
    {
        http.Dispose();
        await listener.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static JsonElement Body(string text) => JsonDocument.Parse(text).RootElement;
}
