using System.Globalization;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Mingchu.Collector.Push.Email;

/// <summary>Mail over SMTP, one connection per mail.</summary>
public sealed class EmailChannel(EmailTarget? target, PushConfig options, TimeZoneInfo zone) : IChannel
{
    /// <inheritdoc/>
    public string Name => "email";

    /// <inheritdoc/>
    public IReadOnlyList<string> Recipients(string audience, IReadOnlyList<string> platforms) =>
        target is null ? [] : [.. target.To.Where(r => r.For.Has(audience, platforms)).Select(r => r.Address).Distinct()];

    /// <inheritdoc/>
    public async Task<SendResult> Send(Shipment shipment, CancellationToken ct)
    {
        var recipient = target?.To.FirstOrDefault(r => r.Address == shipment.Recipient);
        if (target is null || recipient is null)
            return new SendResult.Permanent($"no e-mail recipient '{shipment.Recipient}' is configured any more");

        var message = EmailMessage.For(shipment, target.From, new("", recipient.Address),
            CultureInfo.GetCultureInfo(recipient.Language), options.PageUrl(shipment.Notice), zone);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(target.Timeout);
        try
        {
            await Deliver(target, message, timeout.Token);
            return new SendResult.Delivered();
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new SendResult.Recoverable(string.Create(CultureInfo.InvariantCulture, $"no answer within {target.Timeout.TotalSeconds:0.#} s"));
        }
        catch (SmtpCommandException e) when ((int)e.StatusCode >= 500)
        {
            return new SendResult.Permanent($"SMTP {(int)e.StatusCode}: {e.Message}");
        }
        catch (SmtpCommandException e)
        {
            return new SendResult.Recoverable($"SMTP {(int)e.StatusCode}: {e.Message}");
        }
        // What follows is cured by the operator or by time, not by dropping the mail.
        catch (AuthenticationException)
        {
            return new SendResult.Recoverable("the mail server refuses user or password");
        }
        catch (SslHandshakeException e)
        {
            return new SendResult.Recoverable($"TLS failed: {e.InnerException?.Message ?? "handshake"}");
        }
        catch (Exception e) when (e is ProtocolException or SocketException or IOException or NotSupportedException or ServiceNotConnectedException)
        {
            return new SendResult.Recoverable($"{e.GetType().Name}: {e.Message}");
        }
    }

    private static async Task Deliver(EmailTarget target, MimeMessage message, CancellationToken ct)
    {
        using var client = new SmtpClient();
        await client.ConnectAsync(target.Host, target.Port, target.Security, ct);
        if (target.User is { } user)
            await client.AuthenticateAsync(user, target.Password, ct);
        await client.SendAsync(message, ct);
        try
        {
            await client.DisconnectAsync(quit: true, ct);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The server took the mail; how it says goodbye must not send it again.
        }
    }
}

/// <summary>A checked mail server and its recipients.</summary>
public sealed record EmailTarget(
    string Host,
    int Port,
    SecureSocketOptions Security,
    string? User,
    string Password,
    MailboxAddress From,
    IReadOnlyList<EmailRecipient> To,
    TimeSpan Timeout)
{
    /// <summary>Without the password.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
