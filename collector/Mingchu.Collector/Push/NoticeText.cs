using System.Globalization;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Push;

/// <summary>A notice in words.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Body">Some lines, with the link at the end when the address is known.</param>
public sealed record NoticeText(string Subject, string Body)
{
    /// <summary>Writes it in a language.</summary>
    /// <param name="n">What to tell.</param>
    /// <param name="language">zh-CN or en.</param>
    /// <param name="url">Page of the case, if known.</param>
    /// <param name="zone">Zone of the times in the text.</param>
    public static NoticeText For(Notice n, CultureInfo language, string? url, TimeZoneInfo zone)
    {
        var hazard = HazardIn(language, n.Hazard);
        var grade = In(language, $"grade.{n.Grade}");
        return new(
            In(language, $"mail.subject.{n.Occasion}", n.PremisesName, hazard, grade),
            In(language, Occasions.IsRoutine(n.Occasion) ? $"mail.body.{n.Occasion}" : "mail.body.step", n.PremisesName, n.Area, hazard, grade, n.Number,
                TimeZoneInfo.ConvertTime(n.At, zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture))
            + (url is null ? "" : $"\n{In(language, "mail.link", url)}\n"));
    }
}
