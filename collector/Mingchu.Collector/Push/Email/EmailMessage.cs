using System.Globalization;
using MimeKit;
using static Mingchu.Collector.Resources.Texts;

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
        var n = shipment.Notice;
        var hazard = HazardIn(language, n.Hazard);
        var grade = In(language, $"grade.{n.Grade}");
        var message = new MimeMessage
        {
            Subject = In(language, $"mail.subject.{n.Occasion}", n.PremisesName, hazard, grade),
            MessageId = $"{shipment.Id:N}@{from.Domain}",
            Date = n.At,
            Body = new TextPart("plain")
            {
                Text = In(language, Occasions.IsRoutine(n.Occasion) ? $"mail.body.{n.Occasion}" : "mail.body.step", n.PremisesName, n.Area, hazard, grade, n.Number,
                        TimeZoneInfo.ConvertTime(n.At, zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture))
                    + (url is null ? "" : $"\n{In(language, "mail.link", url)}\n"),
            },
        };
        message.From.Add(from);
        message.To.Add(to);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
