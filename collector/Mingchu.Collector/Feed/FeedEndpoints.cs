using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Api;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Feed;

/// <summary>The feed of events over HTTP: piece by piece, or as a stream that goes on where it was cut.</summary>
public static class FeedEndpoints
{
    /// <summary>How often a silent stream says that it is alive.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    /// <summary>Adds the endpoint below <c>/api/v1</c>.</summary>
    public static void MapFeed(this IEndpointRouteBuilder api) => api.MapGet("/events", Get).WithTags("events")
        .WithSummary("What happened in cases, in the order of commits, every event once. after: cursor (from the beginning when absent, 'now' for what is to come); wait: seconds to wait for news, at most 30. "
            + "With Accept: text/event-stream a stream of server-sent events, which goes on after Last-Event-ID")
        .Produces<FeedPage>().Produces<string>(StatusCodes.Status200OK, "text/event-stream").ProducesProblem(400);

    private static async Task<IResult> Get(HttpContext http, Viewer viewer, Reviewers reviewers, FeedReader reader, string? after, int? limit, int? wait, CancellationToken ct)
    {
        // A client that was cut off names what it had last.
        var last = http.Request.Headers["Last-Event-ID"].ToString();
        if (await Place(last.Length > 0 ? last : after, viewer, reader, ct) is not { } place)
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-cursor", Text("api.cursor"));
        if (http.Request.Headers.Accept.ToString().Split(';')[0].Trim() == "text/event-stream")
            return TypedResults.ServerSentEvents(Events(http, reviewers, reader, place, ct));
        var patience = TimeSpan.FromSeconds(Math.Clamp(wait ?? 0, 0, (int)FeedReader.LongestWait.TotalSeconds));
        var (items, next, more) = await reader.Wait(viewer, place, Math.Clamp(limit ?? 100, 1, FeedReader.MaxLimit), patience, ct);
        return TypedResults.Ok(new FeedPage(items, FeedReader.Text(next), more));
    }

    private static async IAsyncEnumerable<SseItem<FeedItem?>> Events(
        HttpContext http, Reviewers reviewers, FeedReader reader, long place, [EnumeratorCancellation] CancellationToken ct)
    {
        // At once, so that the client knows that it is connected.
        yield return Alive(place);
        while (true)
        {
            // Who may no longer look, looks no longer; an area that changed counts at once.
            var viewer = new Viewer(await reviewers.Find(http.User, ct));
            if (viewer.Actor is null)
                yield break;
            var (items, next, _) = await reader.Wait(viewer, place, 100, Beat, ct);
            foreach (var item in items)
                yield return new(item, item.Type) { EventId = item.Cursor };
            // The id alone: a reader of a small area that is cut off need not look at the same again.
            if (items.Count == 0)
                yield return Alive(next);
            place = next;
        }
    }

    private static SseItem<FeedItem?> Alive(long place) => new(null, "alive") { EventId = FeedReader.Text(place) };

    private static async Task<long?> Place(string? after, Viewer viewer, FeedReader reader, CancellationToken ct) => after switch
    {
        null or "" => 0,
        "now" => await reader.Head(viewer, ct),
        _ => long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : null,
    };
}
