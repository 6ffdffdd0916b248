using System.Text.Json.Serialization;

namespace Mingchu.Collector.Push;

/// <summary>What somebody is told about a case, about work of an office, or about a notice to a platform: the facts at that moment, not yet in any language.</summary>
/// <param name="CaseId">The case; empty when it is about none, as are its number and hazard.</param>
/// <param name="Number">Its number for people.</param>
/// <param name="PremisesId">Where.</param>
/// <param name="PremisesName">Its name, or the office's; empty for a notice about a platform itself.</param>
/// <param name="Area">Area path of the premises or the office; empty for what is of the whole tree.</param>
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
    DateTimeOffset At)
{
    /// <summary>The work of an office that it is about; null for anything else.</summary>
    public NoticeWork? Work { get; init; }

    /// <summary>The notice to a platform, or the listing, that it is about; null for anything else.</summary>
    public NoticePlatform? Platform { get; init; }

    /// <summary>Path of the page that shows what it is about.</summary>
    [JsonIgnore]
    public string Page => Work?.Page ?? Platform?.Page ?? $"/cases/{CaseId:D}";
}

/// <summary>Work of an office.</summary>
/// <param name="Page">Path of the page that shows it.</param>
/// <param name="Title">Month or name, the same in every language.</param>
/// <param name="Count">How many premises, or reports.</param>
/// <param name="Due">Last day for it; null when there is none.</param>
public sealed record NoticeWork(string Page, string Title, int Count, DateOnly? Due);

/// <summary>What happened to a notice to a platform, or to a shop on it.</summary>
/// <param name="Page">Path of the page that shows it.</param>
/// <param name="Id">Id of the platform.</param>
/// <param name="Name">Its name.</param>
/// <param name="Number">Number of the notice for people; empty when it is about a listing.</param>
/// <param name="DueAt">By when the platform's answer is awaited, UTC; null when none is.</param>
public sealed record NoticePlatform(string Page, string Id, string Name, string Number, DateTimeOffset? DueAt)
{
    /// <summary>Path of a notice's page.</summary>
    public static string PageOfNotice(Guid id) => $"/platform-notices/{id:D}";

    /// <summary>Path of a listing's page.</summary>
    public static string PageOfListing(Guid id) => $"/listings/{id:D}";
}

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

    /// <summary>Premises were drawn for the receiver's inspections.</summary>
    public const string Drawn = "drawn";

    /// <summary>The month's list of premises to look at closely.</summary>
    public const string KeyList = "key-list";

    /// <summary>A report of a campaign is due soon.</summary>
    public const string ReportDue = "report-due";

    /// <summary>A report of a campaign is missing.</summary>
    public const string ReportLate = "report-late";

    /// <summary>A notice was sent to the platform.</summary>
    public const string NoticeIssued = "notice-issued";

    /// <summary>A notice was sent that suspends the shop.</summary>
    public const string Suspended = "suspended";

    /// <summary>A notice was sent that takes the shop off the platform.</summary>
    public const string Delisted = "delisted";

    /// <summary>The answer to a notice is awaited; its deadline comes near.</summary>
    public const string NoticeReminded = "notice-reminded";

    /// <summary>The deadline of a notice passed.</summary>
    public const string NoticeOverdue = "notice-overdue";

    /// <summary>No answer came in the grace time either.</summary>
    public const string NoticeMissing = "notice-missing";

    /// <summary>The platform answered; to be looked at.</summary>
    public const string NoticeAnswered = "notice-answered";

    /// <summary>The answer was accepted.</summary>
    public const string NoticeAccepted = "notice-accepted";

    /// <summary>The answer was not accepted; another one is awaited.</summary>
    public const string NoticeRejected = "notice-rejected";

    /// <summary>A notice that was sent is taken back.</summary>
    public const string NoticeWithdrawn = "notice-withdrawn";

    /// <summary>The platform asks to let a shop online again.</summary>
    public const string RelistApplied = "relist-applied";

    /// <summary>The shop may be online again.</summary>
    public const string Relisted = "relisted";

    /// <summary>The shop may not be online again yet.</summary>
    public const string RelistRefused = "relist-refused";

    /// <summary>Whether it only brings news of what was seen; the others are steps of people and deadlines, and always make noise.</summary>
    public static bool IsRoutine(string occasion) => occasion is Opened or Graded;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Notice))]
internal sealed partial class NoticeJson : JsonSerializerContext;
