using System.Text.Json;
using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Feed;

/// <summary>A piece of the feed.</summary>
/// <param name="Items">In the order of commits; may be empty although there is more.</param>
/// <param name="Next">Cursor to go on from; everything up to it was looked at.</param>
/// <param name="More">Whether there is more to read at once.</param>
public sealed record FeedPage(IReadOnlyList<FeedItem> Items, string Next, bool More);

/// <summary>Something that happened in a case.</summary>
/// <param name="Cursor">Its place in the feed.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Number">Its number for people.</param>
/// <param name="PremisesId">Where.</param>
/// <param name="Area">Path of the area.</param>
/// <param name="Hazard">Code of the hazard list.</param>
/// <param name="Sequence">Number of the line in the case's file, from 1.</param>
/// <param name="Type">What happened: <c>opened</c>, <c>lead-added</c>, ... as in the case's file.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Role">As what somebody did it.</param>
/// <param name="By">Name of who did it; null for readers outside the market supervision.</param>
/// <param name="Data">The event as stored in the file; null for readers outside the market supervision.</param>
public sealed record FeedItem(
    string Cursor,
    Guid CaseId,
    string Number,
    string PremisesId,
    string Area,
    string Hazard,
    int Sequence,
    string Type,
    DateTimeOffset At,
    Role Role,
    string? By,
    JsonElement? Data);
