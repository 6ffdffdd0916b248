using System.Globalization;

namespace Mingchu.Collector.Core.Cases;

/// <summary>Why a command was not done: a stable code and a sentence a person understands.</summary>
/// <param name="Because">Code and values; the text is in <c>Phrases</c>.</param>
public sealed record Refusal(Phrase Because)
{
    /// <summary>Stable code, e.g. <c>wrong-stage</c>.</summary>
    public string Code => Because.Code;

    /// <summary>The sentence in English; <see cref="In"/> gives other languages.</summary>
    public string Sentence => In(CultureInfo.InvariantCulture);

    /// <summary>The sentence in this culture.</summary>
    public string In(CultureInfo culture) => Because.In(culture);

    /// <summary>A refusal from its code and values.</summary>
    public static Refusal Of(string code, params string[] values) => new(Phrase.Of(code, values));
}

/// <summary>Codes of refusals.</summary>
public static class Refusals
{
    /// <summary>There is no such case.</summary>
    public const string NotFound = "not-found";

    /// <summary>The case exists already.</summary>
    public const string AlreadyOpen = "already-open";

    /// <summary>Not possible at this stage.</summary>
    public const string WrongStage = "wrong-stage";

    /// <summary>Nothing can be changed any more: closed or false alarm.</summary>
    public const string Settled = "settled";

    /// <summary>Not for this role.</summary>
    public const string NotAllowed = "not-allowed";

    /// <summary>Somebody decided something since the actor looked.</summary>
    public const string Stale = "stale-version";

    /// <summary>A text is missing.</summary>
    public const string TextMissing = "text-missing";

    /// <summary>A text is too long.</summary>
    public const string TextTooLong = "text-too-long";

    /// <summary>That person has it already.</summary>
    public const string SameAssignee = "same-assignee";

    /// <summary>The lead is of other premises or another hazard.</summary>
    public const string OtherMatter = "other-matter";

    /// <summary>The grade is the same, or the policy would lower it, or a person gave it.</summary>
    public const string GradeKept = "grade-kept";

    /// <summary>A grade is 1, 2 or 3.</summary>
    public const string GradeRange = "grade-range";

    /// <summary>The case is in other hands.</summary>
    public const string NotYours = "not-yours";

    /// <summary>What a higher department collected does not go down to a lower one.</summary>
    public const string NeverDown = "never-down";

    /// <summary>That role handles no cases.</summary>
    public const string NoHolder = "no-holder";

    /// <summary>They have the case already.</summary>
    public const string SameHolder = "same-holder";

    /// <summary>There is no higher level.</summary>
    public const string NoHigherLevel = "no-higher-level";

    /// <summary>Nobody gave the case to who has it.</summary>
    public const string NobodySent = "nobody-sent";

    /// <summary>Only a lower office can be asked to help.</summary>
    public const string NotLower = "not-lower";

    /// <summary>Nobody asked this office to help.</summary>
    public const string NotAsked = "not-asked";

    /// <summary>Nothing is due yet.</summary>
    public const string NotDue = "not-due";

    /// <summary>No deadline runs.</summary>
    public const string NoDeadline = "no-deadline";

    /// <summary>The deadline is paused already.</summary>
    public const string Paused = "paused";

    /// <summary>The deadline is not paused.</summary>
    public const string NotPaused = "not-paused";

    /// <summary>The next look must be later than now and within a year.</summary>
    public const string NextLook = "next-look";

    /// <summary>The case is reported as a major incident already.</summary>
    public const string MajorAlready = "major-already";

    /// <summary>The hazard list does not know this code.</summary>
    public const string UnknownHazard = "unknown-hazard";

    /// <summary>There are no such premises, or not in the actor's area.</summary>
    public const string UnknownPremises = "unknown-premises";

    /// <summary>There is no case of this number at these premises, or not in the actor's area.</summary>
    public const string UnknownCase = "unknown-case";

    /// <summary>It was seen in the future, or more than a year ago.</summary>
    public const string SeenAt = "seen-at";

    /// <summary>A silence needs premises, a hazard or a camera.</summary>
    public const string SilenceOfAll = "silence-of-all";

    /// <summary>A silence ends later than now and within 90 days.</summary>
    public const string SilenceEnd = "silence-end";

    /// <summary>The idempotency key was used for another case.</summary>
    public const string KeyUsed = "key-used";

    /// <summary>The file is no whole JPEG or PNG picture, or too large.</summary>
    public const string NoPicture = "no-picture";

    /// <summary>The case has as many pictures from people as it may.</summary>
    public const string TooManyPictures = "too-many-pictures";

    /// <summary>It waits for no notice of this level.</summary>
    public const string NoNoticeAwaited = "no-notice-awaited";
}
