using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Platforms;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Platforms;

/// <summary>Body of a platform.</summary>
/// <param name="Name">1..200 characters.</param>
/// <param name="Person">Who answers for it, at most 100 characters.</param>
/// <param name="Contact">At most 100 characters.</param>
public sealed record PlatformRequest(string? Name, string? Person, string? Contact);

/// <summary>Body of a step of a relisting.</summary>
/// <param name="Version">Version of the listing the sender looked at; the header <c>If-Match</c> says it as well.</param>
/// <param name="Passed">With review: whether the shop complies.</param>
/// <param name="Text">What was found, or why, 1..4000 characters.</param>
public sealed record ListingRequest(int? Version, bool? Passed, string? Text);

/// <summary>Body of a spot check.</summary>
/// <param name="Results">One for every point of the list.</param>
/// <param name="Basis">The rules that the guidance letter rests on; needed when a point is not in order.</param>
/// <param name="Demand">What the platform has to better; needed when a point is not in order.</param>
public sealed record SpotCheckRequest(IReadOnlyList<PointRequest>? Results, string? Basis, string? Demand);

/// <summary>Result of one point: its place in the list from 1, whether it is in order, and what was seen.</summary>
public sealed record PointRequest(int? Point, bool? Passed, string? Text);

/// <summary>A spot check was kept.</summary>
/// <param name="Id">The check.</param>
/// <param name="Failed">Points that were not in order.</param>
/// <param name="NoticeId">The guidance letter drafted of it; null when all was in order.</param>
public sealed record SpotCheckReceipt(Guid Id, int Failed, Guid? NoticeId);

/// <summary>Body of taking a card back.</summary>
/// <param name="Reason">Why, 1..4000 characters.</param>
/// <param name="Version">Version looked at, unless If-Match has it.</param>
public sealed record TakeBackRequest(string? Reason, int? Version);

/// <summary>Platforms and listings over HTTP.</summary>
public static class PlatformEndpoints
{
    /// <summary>Adds the endpoints below <c>/api/v1</c>.</summary>
    public static void MapPlatforms(this IEndpointRouteBuilder api)
    {
        api.MapGet("/platforms", (Viewer viewer, PlatformReader reader, CancellationToken ct) => reader.Platforms(viewer, ct)).WithTags("platforms")
            .WithSummary("Platforms by id; a platform's account sees its own");
        api.MapPut("/platforms/{platform}", Put).WithTags("platforms").WithSummary("Adds a platform, or with If-Match changes it; administrators of the whole tree only")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412);
        api.MapGet("/platforms/{platform}/scorecard", Scorecard).WithTags("platforms").WithSummary("How a platform does in the last days (90 unless asked otherwise), with its cards").ProducesProblem(404);
        api.MapGet("/platforms/{platform}/spot-checks", (string platform, Viewer viewer, SpotCheckDesk desk, CancellationToken ct) => desk.List(viewer, platform, ct)).WithTags("platforms")
            .WithSummary("The newest spot checks of a platform");
        api.MapPost("/platforms/{platform}/spot-checks", SpotCheck).WithTags("platforms")
            .WithSummary("A spot check by the policy's list, one result for every point; what is not in order becomes the draft of a guidance letter")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(422);
        api.MapPost("/platforms/{platform}/cards/{number:int:min(1)}/take-back", TakeBack).WithTags("platforms")
            .WithSummary("Takes a yellow or red card back with a reason; for the city's bureau, supervisors and administrators of the whole city")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        var listings = api.MapGroup("/listings").WithTags("listings");
        listings.MapGet("", List).WithSummary("Shops on platforms with their state, the newest change first; filters: status, platform, premises").ProducesProblem(400);
        listings.MapGet("/{id:guid}", Find).WithSummary("One listing with its file; the ETag is its version").ProducesProblem(404);
        Step(listings, "review", "The platform's compliance review of a shop that was taken offline", r => r.Passed is { } passed ? new ListingCommand.Review(passed, r.Text ?? "") : null);
        Step(listings, "apply", "The platform applies for relisting, after a review that was passed", r => new ListingCommand.Apply(r.Text ?? ""));
        Step(listings, "release", "The regulator lets the shop online again", r => new ListingCommand.Release(r.Text ?? ""));
        Step(listings, "refuse", "The regulator does not; the platform has to review it anew", r => new ListingCommand.Refuse(r.Text ?? ""));
    }

    /// <summary>A refusal as a problem.</summary>
    public static ProblemHttpResult Refused(Refusal refusal) => CaseEndpoints.Problem(
        refusal.Code switch
        {
            PlatformRefusals.NoNotice or PlatformRefusals.NoListing or PlatformRefusals.NoCard or Refusals.NotFound => StatusCodes.Status404NotFound,
            PlatformRefusals.Changed => StatusCodes.Status409Conflict,
            PlatformRefusals.NotYours or PlatformRefusals.OwnDraft or PlatformRefusals.NotReviewer or PlatformRefusals.HigherOrder => StatusCodes.Status403Forbidden,
            _ => StatusCodes.Status422UnprocessableEntity,
        },
        refusal.Code, refusal.In(CultureInfo.CurrentUICulture));

    /// <summary>Version of <c>If-Match</c>, or of the body; null for none.</summary>
    public static int? Version(HttpRequest request, int? body) =>
        int.TryParse(request.Headers.IfMatch.ToString().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : body;

    /// <summary>A place in a list, or the problem with it.</summary>
    public static (Cursor? After, ProblemHttpResult? Problem) After(string? cursor) =>
        cursor is null ? (null, null) : Cursor.Parse(cursor) is { } after ? (after, null) : (null, CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-cursor", Text("api.cursor")));

    private static async Task<Results<Created, NoContent, ProblemHttpResult>> Put(
        string platform, PlatformRequest request, HttpContext http, Viewer viewer, PlatformRegistry registry, CancellationToken ct)
    {
        // A platform is of no area.
        if (viewer.Actor is not { Role: Role.Admin, Area: null })
            return CaseEndpoints.Problem(StatusCodes.Status403Forbidden, "admins-only", Text("config.admins"));
        var seen = Version(http.Request, null);
        return await registry.Put(platform, request.Name ?? "", request.Person ?? "", request.Contact ?? "", seen, ct) switch
        {
            null => seen is null ? TypedResults.Created($"/api/v1/platforms/{platform}") : TypedResults.NoContent(),
            "invalid" => CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "invalid", Text("platform.bad")),
            "exists" => CaseEndpoints.Problem(StatusCodes.Status409Conflict, "exists", Text("premises.refused.exists")),
            "not-found" => CaseEndpoints.Problem(StatusCodes.Status404NotFound, "not-found", Text("platform.missing")),
            _ => CaseEndpoints.Problem(StatusCodes.Status412PreconditionFailed, "stale", Text("premises.refused.stale")),
        };
    }

    private static async Task<Results<Created<SpotCheckReceipt>, ProblemHttpResult>> SpotCheck(
        string platform, SpotCheckRequest request, HttpContext http, Viewer viewer, SpotCheckDesk desk, CancellationToken ct)
    {
        if (!IdempotencyKey.Read(http.Request, out var key))
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-key", Text("api.key"));
        if (viewer.Actor is not { } actor)
            return CaseEndpoints.Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        var results = (request.Results ?? []).Select(r => new PointResult(r.Point ?? 0, r.Passed ?? false, r.Text ?? "")).ToList();
        var (id, refusal) = await desk.Add(platform, results, request.Basis ?? "", request.Demand ?? "", key ?? Guid.NewGuid().ToString("N"), actor, ct);
        if (refusal is not null)
            return Refused(refusal);
        var kept = (await desk.List(viewer, platform, ct)).Single(c => c.Id == id);
        return TypedResults.Created($"/api/v1/platforms/{platform}/spot-checks", new SpotCheckReceipt(kept.Id, kept.Failed, kept.NoticeId));
    }

    private static async Task<Results<Ok<ScorecardView>, ProblemHttpResult>> Scorecard(string platform, Viewer viewer, ScorecardReader reader, int? days, CancellationToken ct) =>
        await reader.Find(viewer, platform, Math.Clamp(days ?? 90, 1, 3660), ct) is { } found ? TypedResults.Ok(found)
            : CaseEndpoints.Problem(StatusCodes.Status404NotFound, "not-found", Text("platform.missing"));

    private static async Task<Results<NoContent, ProblemHttpResult>> TakeBack(
        string platform, int number, TakeBackRequest request, HttpContext http, Viewer viewer, CardDesk desk, CancellationToken ct)
    {
        if (Version(http.Request, request.Version) is not { } seen)
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "version-missing", Text("api.version"));
        if (!IdempotencyKey.Read(http.Request, out var key))
            return IdempotencyKey.Bad();
        if (viewer.Actor is not { } actor)
            return CaseEndpoints.Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        return await desk.TakeBack(platform, number, request.Reason ?? "", seen, actor, key, ct) is { } refusal ? Refused(refusal) : TypedResults.NoContent();
    }

    private static async Task<Results<Ok<Page<ListingItem>>, ProblemHttpResult>> List(
        Viewer viewer, PlatformReader reader, string? status, string? platform, string? premises, int? limit, string? cursor, CancellationToken ct)
    {
        if (status is not null && ListingStatuses.Parse(status) is null)
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-filter", Text("premises.filter.bad", "status"));
        var (after, problem) = After(cursor);
        return problem is not null ? problem
            : TypedResults.Ok(await reader.Listings(viewer, ListingStatuses.Parse(status), platform, premises, after, Math.Clamp(limit ?? 50, 1, CaseEndpoints.MaxLimit), ct));
    }

    private static async Task<Results<Ok<ListingView>, ProblemHttpResult>> Find(Guid id, Viewer viewer, PlatformReader reader, HttpContext http, CancellationToken ct)
    {
        if (await reader.Listing(viewer, id, ct) is not { } found)
            return Refused(Refusal.Of(PlatformRefusals.NoListing));
        http.Response.Headers.ETag = $"\"{found.Listing.Version}\"";
        return TypedResults.Ok(found);
    }

    private static void Step(RouteGroupBuilder listings, string name, string summary, Func<ListingRequest, ListingCommand?> command) =>
        listings.MapPost($"/{{id:guid}}/{name}", (Guid id, ListingRequest request, HttpContext http, Viewer viewer, ListingDesk desk, PlatformReader reader, CancellationToken ct) =>
            Do(id, command(request), request.Version, http, viewer, desk, reader, ct))
            .WithSummary(summary).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static async Task<Results<Ok<ListingView>, ProblemHttpResult>> Do(
        Guid id, ListingCommand? command, int? version, HttpContext http, Viewer viewer, ListingDesk desk, PlatformReader reader, CancellationToken ct)
    {
        if (command is null)
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "field-missing", Text("api.field"));
        if (Version(http.Request, version) is not { } seen)
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "version-missing", Text("api.version"));
        if (!IdempotencyKey.Read(http.Request, out var key))
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-key", Text("api.key"));
        if (viewer.Actor is not { } actor)
            return CaseEndpoints.Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        return await desk.Do(id, command with { ExpectedVersion = seen }, actor, key, ct) is { } refusal ? Refused(refusal) : await Find(id, viewer, reader, http, ct);
    }
}
