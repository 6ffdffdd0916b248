using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Core.Platforms;

/// <summary>A shop's listing on a platform as the sum of its events. It begins listed.</summary>
/// <param name="Version">Number of events, &gt;= 0.</param>
/// <param name="Status">Whether it may be online, and how far its relisting is.</param>
/// <param name="Block">What keeps it offline: suspended or delisted; null while it is listed.</param>
/// <param name="OrderedBy">Role of the highest that ordered it; null while it is listed.</param>
public sealed record ListingState(int Version, ListingStatus Status, ListingStatus? Block, Role? OrderedBy)
{
    /// <summary>Nothing happened yet.</summary>
    public static ListingState Start { get; } = new(0, ListingStatus.Listed, null, null);

    /// <summary>The state after one more event.</summary>
    public static ListingState Evolve(ListingState state, ListingEvent happened)
    {
        var next = state with { Version = state.Version + 1 };
        return happened switch
        {
            ListingEvent.Ordered e => next.Blocked(e.Kind is NoticeKind.Delist || state.Block is ListingStatus.Delisted ? ListingStatus.Delisted : ListingStatus.Suspended)
                with { OrderedBy = state.OrderedBy is { } before && before.Rank() > e.By.Rank() ? before : e.By },
            ListingEvent.Reviewed { Passed: true } => next with { Status = ListingStatus.Reviewed },
            ListingEvent.Reviewed => next.Blocked(state.Block!.Value),
            ListingEvent.Applied => next with { Status = ListingStatus.Applied },
            ListingEvent.Released => Start with { Version = next.Version },
            ListingEvent.Refused => next.Blocked(state.Block!.Value),
            _ => throw new ArgumentOutOfRangeException(nameof(happened)),
        };
    }

    private ListingState Blocked(ListingStatus by) => this with { Status = by, Block = by };
}
