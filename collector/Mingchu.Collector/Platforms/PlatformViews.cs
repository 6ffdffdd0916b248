using Mingchu.Collector.Api;
using Mingchu.Collector.Core.Platforms;

namespace Mingchu.Collector.Platforms;

/// <summary>A platform. Person and contact are shown to the market supervision and to the platform itself.</summary>
public sealed record PlatformView(string Id, string Name, string? Person, string? Contact, int Version);

/// <summary>A shop on a platform.</summary>
/// <param name="Id">The listing.</param>
/// <param name="Platform">Id of the platform.</param>
/// <param name="PremisesId">The premises.</param>
/// <param name="PremisesName">Their name.</param>
/// <param name="Area">Their area path.</param>
/// <param name="Address">Their address.</param>
/// <param name="Status">Whether it may be online, and how far its relisting is.</param>
/// <param name="Online">Whether it may be online: only while it is listed.</param>
/// <param name="ChangedAt">Since when, UTC.</param>
/// <param name="Version">For the next step.</param>
public sealed record ListingItem(
    Guid Id, string Platform, string PremisesId, string PremisesName, string Area, string Address, ListingStatus Status, bool Online, DateTimeOffset ChangedAt, int Version);

/// <summary>A whole listing.</summary>
/// <param name="Listing">As in the list.</param>
/// <param name="Steps">Words of the steps the caller could do now.</param>
/// <param name="Events">Its file.</param>
/// <param name="Deliveries">Who was told of it and what came of that, oldest first; for the market supervision only.</param>
public sealed record ListingView(ListingItem Listing, IReadOnlyList<string> Steps, IReadOnlyList<EventView> Events, IReadOnlyList<DeliveryView> Deliveries);

/// <summary>A notice in a list.</summary>
public sealed record NoticeItem(
    Guid Id, string Number, NoticeKind Kind, string Platform, string? PremisesId, string? PremisesName, string? Area, NoticeStage Stage, DateTimeOffset CreatedAt,
    DateTimeOffset? SentAt, DateTimeOffset? DueAt, bool Overdue, int Version);

/// <summary>A whole notice.</summary>
/// <param name="Notice">As in the list.</param>
/// <param name="CaseId">The case it follows from.</param>
/// <param name="CaseNumber">Its number.</param>
/// <param name="PlatformName">Name of the platform.</param>
/// <param name="Line">Id of the business line in charge.</param>
/// <param name="LineName">Its name.</param>
/// <param name="Facts">What was found.</param>
/// <param name="Basis">The rules it rests on.</param>
/// <param name="Demand">What the platform has to do.</param>
/// <param name="DueOn">The date asked for; null for the policy's time.</param>
/// <param name="Doubts">What the calendar is not sure about between now and the deadline.</param>
/// <param name="Steps">Words of the steps the caller could do now, each a name below the notice's address.</param>
/// <param name="Files">Pictures handed in.</param>
/// <param name="Events">Its file; the platform sees it from the sending on.</param>
/// <param name="Deliveries">Who was told of it and what came of that, oldest first; for the market supervision only.</param>
public sealed record NoticeView(
    NoticeItem Notice, Guid? CaseId, string? CaseNumber, string PlatformName, string Line, string LineName, string Facts, string Basis, string Demand, DateOnly? DueOn,
    IReadOnlyList<string> Doubts, IReadOnlyList<string> Steps, IReadOnlyList<NoticeFileView> Files, IReadOnlyList<EventView> Events,
    IReadOnlyList<DeliveryView> Deliveries);

/// <summary>How a platform does, over the notices that were sent to it in some days.</summary>
/// <param name="Platform">Id of the platform.</param>
/// <param name="Name">Its name.</param>
/// <param name="Days">How far back.</param>
/// <param name="Shops">Shops that name it now.</param>
/// <param name="Offline">Those of them that may not be online.</param>
/// <param name="Notices">Notices sent.</param>
/// <param name="Awaited">Those of them whose answer is awaited.</param>
/// <param name="InTime">Those that were answered by the deadline and not sent back.</param>
/// <param name="Late">Answers that came late.</param>
/// <param name="Missing">Answers that did not come.</param>
/// <param name="Failed">Answers that were not accepted.</param>
/// <param name="AnswerHours">Median time from the sending to the last answer, hours; null without answers.</param>
/// <param name="Cards">Cards given in these days, newest first.</param>
public sealed record ScorecardView(
    string Platform, string Name, int Days, int Shops, int Offline, int Notices, int Awaited, int InTime, int Late, int Missing, int Failed, double? AnswerHours, IReadOnlyList<CardView> Cards);

/// <summary>A card with its reasons in the reader's language.</summary>
/// <param name="Number">Which card of the platform, from 1.</param>
/// <param name="Colour">Yellow or red.</param>
/// <param name="At">When it was given, UTC.</param>
/// <param name="Policy">Version of the policy.</param>
/// <param name="Reasons">Why.</param>
/// <param name="Version">For taking it back.</param>
/// <param name="TakenBackAt">When it was taken back, UTC; null while it counts.</param>
/// <param name="TakenBackBy">Who did.</param>
/// <param name="TakenBackFor">Why.</param>
public sealed record CardView(
    int Number, CardColour Colour, DateTimeOffset At, string Policy, IReadOnlyList<string> Reasons, int Version, DateTimeOffset? TakenBackAt, string? TakenBackBy, string? TakenBackFor);

/// <summary>A picture of a notice.</summary>
/// <param name="Url">Where to read it, with the same login; that it was read is logged.</param>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="By">Who handed it in.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Answer">The line of the notice's file that is the answer it belongs to; null before it was answered with.</param>
public sealed record NoticeFileView(string Url, string Sha256, string By, DateTimeOffset At, int? Answer);
