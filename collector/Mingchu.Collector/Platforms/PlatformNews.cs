using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Push;

namespace Mingchu.Collector.Platforms;

/// <summary>Who is told of something, and as what.</summary>
/// <param name="Occasion">One of <see cref="Occasions"/>.</param>
/// <param name="ToPlatform">The platform is told.</param>
/// <param name="ToOffice">The office of the area is told.</param>
public sealed record PlatformNews(string Occasion, bool ToPlatform, bool ToOffice)
{
    /// <summary>Of what happened to a notice of this kind that the platform has; null when nobody is told.</summary>
    public static PlatformNews? Of(NoticeEvent happened, NoticeKind kind) => happened switch
    {
        NoticeEvent.Sent => new(kind switch { NoticeKind.Suspend => Occasions.Suspended, NoticeKind.Delist => Occasions.Delisted, _ => Occasions.NoticeIssued }, true, false),
        NoticeEvent.Reminded => new(Occasions.NoticeReminded, true, false),
        NoticeEvent.Overdue => new(Occasions.NoticeOverdue, true, true),
        NoticeEvent.Missing => new(Occasions.NoticeMissing, true, true),
        // The platform's other people learn of it as well.
        NoticeEvent.Answered => new(Occasions.NoticeAnswered, true, true),
        NoticeEvent.Accepted => new(Occasions.NoticeAccepted, true, false),
        NoticeEvent.Rejected => new(Occasions.NoticeRejected, true, false),
        NoticeEvent.Withdrawn => new(Occasions.NoticeWithdrawn, true, false),
        _ => null,
    };

    /// <summary>Of what happened to a listing; null when nobody is told, or by the notice that ordered it.</summary>
    public static PlatformNews? Of(ListingEvent happened) => happened switch
    {
        ListingEvent.Applied => new(Occasions.RelistApplied, false, true),
        ListingEvent.Released => new(Occasions.Relisted, true, false),
        ListingEvent.Refused => new(Occasions.RelistRefused, true, false),
        _ => null,
    };
}
