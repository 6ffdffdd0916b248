using System.Text.Json.Serialization;
using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Platforms;

/// <summary>Where a notice to a platform stands.</summary>
[JsonConverter(typeof(KebabCase<NoticeStage>))]
public enum NoticeStage
{
    /// <summary>Being written; the platform does not see it.</summary>
    Draft,

    /// <summary>Waits for the business line in charge.</summary>
    InReview,

    /// <summary>With the platform, whose answer is awaited.</summary>
    Sent,

    /// <summary>The platform answered; to be looked at.</summary>
    Answered,

    /// <summary>The answer was accepted. Final.</summary>
    Settled,

    /// <summary>Taken back. Final.</summary>
    Withdrawn,
}

/// <summary>Words about stages of notices.</summary>
public static class NoticeStages
{
    /// <summary>The word on the wire and in texts.</summary>
    public static string Word(this NoticeStage stage) => stage switch
    {
        NoticeStage.Draft => "draft",
        NoticeStage.InReview => "in-review",
        NoticeStage.Sent => "sent",
        NoticeStage.Answered => "answered",
        NoticeStage.Settled => "settled",
        NoticeStage.Withdrawn => "withdrawn",
        _ => throw new ArgumentOutOfRangeException(nameof(stage)),
    };

    /// <summary>The stage of a word; null when there is none.</summary>
    public static NoticeStage? Parse(string? word)
    {
        foreach (var stage in Enum.GetValues<NoticeStage>())
            if (stage.Word() == word)
                return stage;
        return null;
    }
}
