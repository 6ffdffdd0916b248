using Mingchu.Collector.Api;
using Mingchu.Collector.Core.Platforms;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Platforms;

/// <summary>Says what happened to notices and listings, in the language of the current reader.</summary>
public static class PlatformWords
{
    /// <summary>One sentence.</summary>
    public static string Of(NoticeEvent happened) => happened switch
    {
        NoticeEvent.Drafted => Text("notice.event.drafted"),
        NoticeEvent.Submitted => Text("notice.event.submitted"),
        NoticeEvent.Sent e => Text("notice.event.sent", Day(e.Deadline.DueAt)),
        NoticeEvent.Returned e => Text("notice.event.returned", e.Reason),
        NoticeEvent.Withdrawn e => Text("notice.event.withdrawn", e.Reason),
        NoticeEvent.Reminded e => Text("notice.event.reminded", e.Number),
        NoticeEvent.Overdue e => Text("notice.event.overdue", Day(e.Grace.DueAt)),
        NoticeEvent.Missing => Text("notice.event.missing"),
        NoticeEvent.Answered { Late: true } e => Text("notice.event.answered.late", e.Text, e.Evidence.Count),
        NoticeEvent.Answered e => Text("notice.event.answered", e.Text, e.Evidence.Count),
        NoticeEvent.Accepted e => Text("notice.event.accepted", e.Text),
        NoticeEvent.Rejected e => Text("notice.event.rejected", e.Text, Day(e.Deadline.DueAt)),
        _ => happened.GetType().Name,
    };

    /// <summary>One sentence.</summary>
    public static string Of(ListingEvent happened) => happened switch
    {
        ListingEvent.Ordered e => Text($"listing.event.ordered.{e.Kind.Word()}", EventWords.RoleWord(e.By), e.Notice),
        ListingEvent.Reviewed { Passed: true } e => Text("listing.event.reviewed.passed", e.Text),
        ListingEvent.Reviewed e => Text("listing.event.reviewed.failed", e.Text),
        ListingEvent.Applied e => Text("listing.event.applied", e.Text),
        ListingEvent.Released e => Text("listing.event.released", e.Text),
        ListingEvent.Refused e => Text("listing.event.refused", e.Text),
        _ => happened.GetType().Name,
    };

    // Deadlines are of China's offices, whoever reads.
    private static string Day(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
