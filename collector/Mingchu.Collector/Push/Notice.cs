using System.Text.Json.Serialization;

namespace Mingchu.Collector.Push;

/// <summary>What somebody is told about a case: the facts at that moment, not yet in any language.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Number">Its number for people.</param>
/// <param name="PremisesId">Where.</param>
/// <param name="PremisesName">Its name.</param>
/// <param name="Area">Area path of the premises.</param>
/// <param name="Hazard">Code of the hazard list.</param>
/// <param name="Grade">1..3.</param>
/// <param name="Occasion">Why now: one of <see cref="Occasions"/>.</param>
/// <param name="At">When it happened, UTC.</param>
public sealed record Notice(
    Guid CaseId,
    string Number,
    string PremisesId,
    string PremisesName,
    string Area,
    string Hazard,
    int Grade,
    string Occasion,
    DateTimeOffset At);

/// <summary>Occasions of a notice.</summary>
public static class Occasions
{
    /// <summary>The case was opened.</summary>
    public const string Opened = "opened";

    /// <summary>The case has another grade.</summary>
    public const string Graded = "graded";

    /// <summary>The case came into the receiver's hands.</summary>
    public const string Handed = "handed";

    /// <summary>An answer is awaited; the deadline comes near.</summary>
    public const string Reminded = "reminded";

    /// <summary>Whoever had the case says that it is done; to be verified.</summary>
    public const string Answered = "answered";

    /// <summary>A look showed that it is not done.</summary>
    public const string NotDone = "not-done";

    /// <summary>The receiver is asked to assist.</summary>
    public const string Assist = "assist";

    /// <summary>A major incident; the receiver has to take notice.</summary>
    public const string Major = "major";

    /// <summary>Whether it only brings news of what was seen; the others are steps of people and deadlines, and always make noise.</summary>
    public static bool IsRoutine(string occasion) => occasion is Opened or Graded;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Notice))]
internal sealed partial class NoticeJson : JsonSerializerContext;
