using System.Text.Json.Serialization;
using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Platforms;

/// <summary>Whether a shop may be online on a platform, and how far its relisting is.</summary>
[JsonConverter(typeof(KebabCase<ListingStatus>))]
public enum ListingStatus
{
    /// <summary>May be online.</summary>
    Listed,

    /// <summary>Suspended 置休 by an order.</summary>
    Suspended,

    /// <summary>Taken off 下架 by an order.</summary>
    Delisted,

    /// <summary>Offline; the platform reviewed that the shop complies and may apply.</summary>
    Reviewed,

    /// <summary>Offline; the platform applied for relisting 重新上线, the regulator has to decide.</summary>
    Applied,
}

/// <summary>Words about listings.</summary>
public static class ListingStatuses
{
    /// <summary>The word on the wire and in texts.</summary>
    public static string Word(this ListingStatus status) => status switch
    {
        ListingStatus.Listed => "listed",
        ListingStatus.Suspended => "suspended",
        ListingStatus.Delisted => "delisted",
        ListingStatus.Reviewed => "reviewed",
        ListingStatus.Applied => "applied",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>The status of a word; null when there is none.</summary>
    public static ListingStatus? Parse(string? word)
    {
        foreach (var status in Enum.GetValues<ListingStatus>())
            if (status.Word() == word)
                return status;
        return null;
    }
}
