using System.Globalization;
using MimeKit;

namespace Mingchu.Collector.Push.Email;

/// <summary>Writes the mail for a notice in the recipient's language.</summary>
public static class EmailMessage
{
    /// <summary>The message; its Message-Id is the same for every attempt, so that mail systems can drop a double.</summary>
    /// <param name="shipment">What to tell.</param>
    /// <param name="from">Sender.</param>
    /// <param name="to">Recipient.</param>
    /// <param name="language">zh-CN or en.</param>
    /// <param name="url">Page of the case, if known.</param>
    /// <param name="zone">Zone of the times in the text.</param>
    public static MimeMessage For(Shipment shipment, MailboxAddress from, MailboxAddress to, CultureInfo language, string? url, TimeZoneInfo zone)
    {
        var text = NoticeText.For(shipment.Notice, language, url, zone);
        var message = new MimeMessage
        {
            Subject = text.Subject,
            MessageId = $"{shipment.Id:N}@{from.Domain}",
            Date = shipment.Notice.At,
            Body = new TextPart("plain") { Text = text.Body },
        };
        message.From.Add(from);
        message.To.Add(to);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
