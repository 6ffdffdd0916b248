using System.Text.Json.Serialization;
using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Platforms;

/// <summary>What a notice asks of a platform.</summary>
[JsonConverter(typeof(KebabCase<NoticeKind>))]
public enum NoticeKind
{
    /// <summary>See to it that it is put right by a date 限期整改.</summary>
    Rectify,

    /// <summary>Suspend the shop 置休.</summary>
    Suspend,

    /// <summary>Take the shop off the platform 下架.</summary>
    Delist,

    /// <summary>Administrative guidance letter 行政指导书: what the platform itself has to better.</summary>
    Guidance,
}

/// <summary>Words about kinds of notices.</summary>
public static class NoticeKinds
{
    /// <summary>The word on the wire and in texts.</summary>
    public static string Word(this NoticeKind kind) => kind switch
    {
        NoticeKind.Rectify => "rectify",
        NoticeKind.Suspend => "suspend",
        NoticeKind.Delist => "delist",
        NoticeKind.Guidance => "guidance",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The kind of a word; null when there is none.</summary>
    public static NoticeKind? Parse(string? word)
    {
        foreach (var kind in Enum.GetValues<NoticeKind>())
            if (kind.Word() == word)
                return kind;
        return null;
    }

    /// <summary>Whether it takes a shop offline.</summary>
    public static bool IsOrder(this NoticeKind kind) => kind is NoticeKind.Suspend or NoticeKind.Delist;
}
