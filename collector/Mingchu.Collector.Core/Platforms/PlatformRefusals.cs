namespace Mingchu.Collector.Core.Platforms;

/// <summary>Codes of refusals about platforms; their sentences are in <c>Phrases</c>.</summary>
public static class PlatformRefusals
{
    /// <summary>There is no such notice, or not for the actor.</summary>
    public const string NoNotice = "notice-not-found";

    /// <summary>Not possible at the notice's stage.</summary>
    public const string NoticeStage = "notice-stage";

    /// <summary>Somebody changed the notice or the listing since the actor looked.</summary>
    public const string Changed = "changed-since";

    /// <summary>Not for this role.</summary>
    public const string NotYours = "not-for-role";

    /// <summary>Who drafted a notice does not review it.</summary>
    public const string OwnDraft = "own-draft";

    /// <summary>The line in charge has reviewers of its own.</summary>
    public const string NotReviewer = "not-reviewer";

    /// <summary>A field of a draft is missing or wrong.</summary>
    public const string BadField = "notice-field";

    /// <summary>The date asked for is past, or more than a year away.</summary>
    public const string DueOn = "due-on";

    /// <summary>An answer needs evidence.</summary>
    public const string NoEvidence = "evidence-missing";

    /// <summary>There is no such platform.</summary>
    public const string UnknownPlatform = "unknown-platform";

    /// <summary>The premises do not trade on this platform.</summary>
    public const string NotListed = "not-on-platform";

    /// <summary>The premises name no platform.</summary>
    public const string NoPlatform = "no-platform";

    /// <summary>There is no such listing, or not for the actor.</summary>
    public const string NoListing = "listing-not-found";

    /// <summary>Not possible in the listing's state.</summary>
    public const string ListingState = "listing-state";

    /// <summary>There is no such card.</summary>
    public const string NoCard = "card-not-found";

    /// <summary>The card was taken back before.</summary>
    public const string CardState = "card-taken-back";

    /// <summary>A lower office does not release what a higher one ordered.</summary>
    public const string HigherOrder = "higher-order";
}
