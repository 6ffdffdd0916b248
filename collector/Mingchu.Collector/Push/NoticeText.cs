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
    /// <param name="url">Page of what it is about, if known.</param>
    /// <param name="zone">Zone of the times in the text.</param>
    public static NoticeText For(Notice n, CultureInfo language, string? url, TimeZoneInfo zone)
    {
        if (n.Work is { } work)
            return new(
                In(language, $"mail.subject.{n.Occasion}", n.PremisesName, work.Title, work.Count),
                $"{n.PremisesName} ({n.Area})"
                + (work.Due is { } due ? "\n" + In(language, "mail.due", due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : "") + "\n"
                + (url is null ? "" : $"\n{In(language, "mail.link.work", url)}\n"));
        if (n.Platform is { } about)
            return new(
                In(language, $"mail.subject.{n.Occasion}", n.PremisesName.Length > 0 ? n.PremisesName : about.Name, about.Number, about.Name),
                about.Name + (n.PremisesName.Length > 0 ? $"\n{n.PremisesName} ({n.Area})" : "")
                + (about.DueAt is { } answerBy ? "\n" + In(language, "mail.due", Time(answerBy, zone, "yyyy-MM-dd HH:mm")) : "") + "\n"
                + (url is null ? "" : $"\n{In(language, "mail.link.work", url)}\n"));
        var hazard = HazardIn(language, n.Hazard);
        var grade = In(language, $"grade.{n.Grade}");
        return new(
            In(language, $"mail.subject.{n.Occasion}", n.PremisesName, hazard, grade),
            In(language, Occasions.IsRoutine(n.Occasion) ? $"mail.body.{n.Occasion}" : "mail.body.step", n.PremisesName, n.Area, hazard, grade, n.Number,
                Time(n.At, zone, "yyyy-MM-dd HH:mm:ss zzz"))
            + (url is null ? "" : $"\n{In(language, "mail.link", url)}\n"));
    }

    private static string Time(DateTimeOffset at, TimeZoneInfo zone, string form) => TimeZoneInfo.ConvertTime(at, zone).ToString(form, CultureInfo.InvariantCulture);
}
