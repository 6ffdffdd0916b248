using MailKit.Security;
using Mingchu.Collector.Push;
using Mingchu.Collector.Push.Email;

namespace Mingchu.Collector.Tests.Push;

public class EmailChannelTests : ChannelContract
{
    private const string Password = "correct horse battery";
    private readonly SmtpListener listener = new() { Password = Password };

    protected override IChannel Channel => Mail("zh-CN");

    protected override IReadOnlyList<string> Secrets => [Password];

    public override ValueTask InitializeAsync() => ValueTask.CompletedTask;

    protected override void Receives(Receiver manner) => listener.Manner = manner switch
    {
        Receiver.Well => SmtpManner.Accept,
        Receiver.InTrouble => SmtpManner.RefuseForNow,
        Receiver.Refusing => SmtpManner.RefuseForGood,
        Receiver.Hanging => SmtpManner.Hang,
        _ => SmtpManner.Close,
    };

    protected override Task<IReadOnlyList<string>> Got() => Task.FromResult<IReadOnlyList<string>>([.. listener.Received.Select(r => r.Mail.MessageId!)]);

    [Theory]
    [InlineData("zh-CN", "【明厨】实验小学食堂：未戴厨师帽（1 级 · 商户整改）", "2026-03-02 12:05:06 +08:00")]
    [InlineData("en", "[Mingchu] 实验小学食堂: No cap (Grade 1 · merchant rectifies)", "2026-03-02 12:05:06 +08:00")]
    public async Task The_mail_is_in_the_recipients_language_with_local_time_and_link(string language, string subject, string time)
    {
        await Mail(language).Send(Shipment(), TestContext.Current.CancellationToken);

        var (recipient, mail) = Assert.Single(listener.Received);
        Assert.Equal("canteen@example.org", recipient);
        Assert.Equal(subject, mail.Subject);
        Assert.Contains(time, mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://mingchu.example/cases/", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_hangs_up_after_taking_the_mail_has_delivered_it()
    {
        listener.Manner = SmtpManner.HangUpAfterData;

        Assert.IsType<SendResult.Delivered>(await Channel.Send(Shipment(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_wrong_password_is_recoverable_since_the_operator_can_cure_it()
    {
        var result = await Mail("zh-CN", password: "wrong one").Send(Shipment(), TestContext.Current.CancellationToken);

        Assert.IsType<SendResult.Recoverable>(result);
        Assert.Empty(listener.Received);
    }

    [Fact]
    public async Task A_server_without_TLS_gets_nothing_when_TLS_is_asked_for()
    {
        var result = await Mail("zh-CN", SecureSocketOptions.StartTls).Send(Shipment(), TestContext.Current.CancellationToken);

        Assert.IsType<SendResult.Recoverable>(result);
        Assert.Empty(listener.Received);
    }

    private EmailChannel Mail(string language, SecureSocketOptions security = SecureSocketOptions.None, string password = Password) => new(
        new("127.0.0.1", listener.Port, security, "mingchu", password, new("Mingchu", "mingchu@example.org"),
            [new EmailRecipient { Address = "canteen@example.org", Audiences = ["merchant"], Language = language }], TimeSpan.FromSeconds(2)),
        new PushConfig { PublicUrl = "https://mingchu.example" }, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    public override async ValueTask DisposeAsync()
    {
        await listener.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
