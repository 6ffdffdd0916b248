using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Api;
using Mingchu.Collector.Config;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Viewing;
using Mingchu.Contracts.Messages;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Viewing;

/// <summary>Body of a look.</summary>
/// <param name="Kind"><c>snapshot</c> or <c>live</c>.</param>
public sealed record LookRequest(LookKind? Kind);

/// <summary>Looks into kitchens over HTTP.</summary>
public static class LookEndpoints
{
    // RFC 8470; the framework has no name for it.
    private const int TooEarly = 425;

    /// <summary>What commands need too.</summary>
    public static IServiceCollection AddViewing(this IServiceCollection services, ViewingConfig config) => services.AddSingleton(config).AddSingleton<LookReader>();

    /// <summary>What runs.</summary>
    public static IServiceCollection AddLiveViews(this IServiceCollection services)
    {
        services.AddSingleton<LookDesk>();
        services.AddSingleton<LiveViews>();
        services.AddHostedService(p => p.GetRequiredService<LiveViews>());
        return services;
    }

    /// <summary>Adds the endpoints below <c>/api/v1</c>.</summary>
    public static void MapLooks(this IEndpointRouteBuilder api)
    {
        api.MapPost("/devices/{device}/cameras/{camera}/looks", Ask).WithTags("looks")
            .WithSummary("Asks a box for a picture or a live view of a camera; who asked is logged. With an Idempotency-Key a repeated request is answered with the same look")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).ProducesProblem(429);
        var looks = api.MapGroup("/looks").WithTags("looks");
        looks.MapGet("", List).WithSummary("Who looked into which kitchen, newest first").ProducesProblem(400);
        looks.MapGet("/patrols", Patrols).WithSummary("How far the sections of the reader are with their video patrols of this week or month");
        looks.MapGet("/{id:guid}", Get).WithSummary("One look and how far it is").ProducesProblem(404);
        looks.MapGet("/{id:guid}/picture", Picture).WithSummary("The picture; that it was shown is logged").ProducesProblem(404);
        looks.MapGet("/{id:guid}/live.m3u8", Playlist).WithSummary("HLS playlist of a live view, for the one who asked for it; 425 until the first segment is here")
            .ProducesProblem(404).ProducesProblem(410).ProducesProblem(425);
        looks.MapGet("/{id:guid}/{number:int:min(0)}.ts", Segment).WithSummary("A segment of a live view, for the one who asked for it").ProducesProblem(404);
        looks.MapPost("/{id:guid}/stop", Stop).WithSummary("Ends a live view").ProducesProblem(404);
    }

    /// <summary>Why a look was refused or is over, for a person.</summary>
    public static string Words(string code) => Find($"look.reason.{code}") ?? Find($"camera.reason.{code}") ?? code;

    private static async Task<Results<Accepted<LookView>, ProblemHttpResult>> Ask(
        string device, string camera, LookRequest request, HttpRequest http, ClaimsPrincipal user, Reviewers reviewers, LookDesk desk, CancellationToken ct)
    {
        if (await reviewers.Find(user, ct) is not { } actor)
            return Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        if (request.Kind is not { } kind)
            return Problem(StatusCodes.Status400BadRequest, "kind", Text("look.kind"));
        if (!IdempotencyKey.Read(http, out var key))
            return IdempotencyKey.Bad();
        var asked = await desk.Ask(device, camera, kind, actor, ct, key);
        if (asked.Refusal == Refusals.KeyUsed)
            return IdempotencyKey.Used();
        return asked.Look is { } look ? TypedResults.Accepted($"/api/v1/looks/{look.Id:N}", look) : Problem(asked.Refusal switch
        {
            "not-found" => StatusCodes.Status404NotFound,
            "box-offline" => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status429TooManyRequests,
        }, asked.Refusal!, Words(asked.Refusal!));
    }

    private static async Task<Results<Ok<Page<LookView>>, ProblemHttpResult>> List(
        LookReader reader, ClaimsPrincipal user, Reviewers reviewers, string? device, int? limit, string? cursor, CancellationToken ct)
    {
        if (await reviewers.Find(user, ct) is not { } actor)
            return Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        var after = cursor is null ? null : Cursor.Parse(cursor);
        return cursor is not null && after is null
            ? Problem(StatusCodes.Status400BadRequest, "bad-cursor", Text("api.cursor"))
            : TypedResults.Ok(await reader.List(device, actor, after, Math.Clamp(limit ?? 50, 1, CaseEndpoints.MaxLimit), ct));
    }

    private static async Task<Results<Ok<IReadOnlyList<PatrolProgress>>, ProblemHttpResult>> Patrols(LookReader reader, ClaimsPrincipal user, Reviewers reviewers, CancellationToken ct) =>
        await reviewers.Find(user, ct) is { } actor
            ? TypedResults.Ok(await reader.Patrols(actor, ct)) : Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));

    private static async Task<Results<Ok<LookView>, ProblemHttpResult>> Get(Guid id, LookReader reader, ClaimsPrincipal user, Reviewers reviewers, CancellationToken ct) =>
        await reviewers.Find(user, ct) is { } actor && await reader.Find(id, actor, ct) is { } look ? TypedResults.Ok(look) : NotFound();

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> Picture(
        Guid id, HttpContext http, ClaimsPrincipal user, Reviewers reviewers, LookDesk desk, CancellationToken ct)
    {
        if (await reviewers.Find(user, ct) is not { } actor)
            return Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        if (await desk.Show(id, actor, ct) is not { } file)
            return NotFound();
        // Every showing is logged, so none may come from a browser's store.
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(file, Evidence.MediaTypes.Jpeg);
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> Playlist(
        Guid id, HttpContext http, ClaimsPrincipal user, Reviewers reviewers, LiveViews views, TimeProvider time, CancellationToken ct)
    {
        // An account that is locked meanwhile sees no more.
        if (await reviewers.Find(user, ct) is not { } actor)
            return Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        if (await views.Find(id, ct) is not { } view)
            return Problem(StatusCodes.Status410Gone, "over", Text("look.over"));
        if (view.ById != actor.Id)
            return NotFound();
        http.Response.Headers.CacheControl = "no-store";
        return view.Watch(time.GetUtcNow()) is { } playlist
            ? TypedResults.Text(playlist, "application/vnd.apple.mpegurl", Encoding.UTF8)
            : Problem(TooEarly, "too-early", Text("look.waiting"));
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Segment(Guid id, int number, HttpContext http, ClaimsPrincipal user, LiveViews views, CancellationToken ct)
    {
        if (await views.Find(id, ct) is not { } view || view.ById != user.FindFirstValue(ClaimTypes.NameIdentifier) || view.Find(number) is not { } segment)
            return NotFound();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(segment.Bytes, "video/mp2t");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Stop(Guid id, ClaimsPrincipal user, LookDesk desk, LiveViews views, CancellationToken ct)
    {
        if (await desk.Running(id, ct) is not { } row || row.ById != user.FindFirstValue(ClaimTypes.NameIdentifier))
            return NotFound();
        await views.End(id, CommandReasons.Stopped, ct);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult NotFound() => Problem(StatusCodes.Status404NotFound, "not-found", Text("look.not-found"));

    private static ProblemHttpResult Problem(int status, string code, string sentence) =>
        TypedResults.Problem(detail: sentence, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
