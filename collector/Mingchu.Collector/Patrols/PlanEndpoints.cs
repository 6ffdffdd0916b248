using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core.Areas;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Patrols;

/// <summary>Draws, tasks, key lists and the round over HTTP.</summary>
public static class PlanEndpoints
{
    /// <summary>Adds the endpoints below <c>/api/v1</c>.</summary>
    public static void MapPlans(this IEndpointRouteBuilder api)
    {
        api.MapGet("/draws", (Viewer viewer, PatrolReader reader, string? cursor, int? limit, CancellationToken ct) => List(reader.Draws, viewer, cursor, limit, ct))
            .WithTags("patrols").WithSummary("Monthly draws of hot premises, newest first").ProducesProblem(400);
        api.MapGet("/draws/{draw:guid}", Draw).WithTags("patrols").WithSummary("One draw with seed, way of drawing and tickets, so that anybody can repeat it").ProducesProblem(404);
        api.MapGet("/patrol-tasks", (Viewer viewer, PatrolReader reader, string? cursor, int? limit, bool? open, CancellationToken ct) =>
                List((scope, after, most, stop) => reader.Tasks(scope, open ?? true, after, most, stop), viewer, cursor, limit, ct))
            .WithTags("patrols").WithSummary("Premises to inspect by when they are due; open=false for those done as well").ProducesProblem(400);
        api.MapGet("/key-lists", (Viewer viewer, PatrolReader reader, string? cursor, int? limit, CancellationToken ct) => List(reader.KeyLists, viewer, cursor, limit, ct))
            .WithTags("patrols").WithSummary("Monthly lists of premises to look at closely, newest first").ProducesProblem(400);
        api.MapGet("/key-lists/{list:guid}", KeyList).WithTags("patrols").WithSummary("One key list with its premises and reasons").ProducesProblem(404);
        api.MapGet("/rounds", (Viewer viewer, PatrolReader reader, string? cursor, int? limit, CancellationToken ct) => List(reader.Visits, viewer, cursor, limit, ct))
            .WithTags("patrols").WithSummary("Looks of the system into kitchens on its round, newest first").ProducesProblem(400);
        api.MapGet("/rounds/progress", (Viewer viewer, PatrolReader reader, CancellationToken ct) => reader.Progress(viewer.Scope, ct))
            .WithTags("patrols").WithSummary("How far the round through the kitchens is");
    }

    /// <summary>A page of a list, or what is wrong with the cursor.</summary>
    internal static async Task<Results<Ok<Page<T>>, ProblemHttpResult>> List<T>(
        Func<Scope, Cursor?, int, CancellationToken, Task<Page<T>>> read, Viewer viewer, string? cursor, int? limit, CancellationToken ct)
    {
        var after = cursor is null ? null : Cursor.Parse(cursor);
        return cursor is not null && after is null
            ? CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-cursor", Text("api.cursor"))
            : TypedResults.Ok(await read(viewer.Scope, after, Math.Clamp(limit ?? 50, 1, CaseEndpoints.MaxLimit), ct));
    }

    private static async Task<Results<Ok<DrawView>, ProblemHttpResult>> Draw(Guid draw, Viewer viewer, PatrolReader reader, CancellationToken ct) =>
        await reader.Draw(viewer.Scope, draw, ct) is { } found ? TypedResults.Ok(found) : Missing();

    private static async Task<Results<Ok<KeyListView>, ProblemHttpResult>> KeyList(Guid list, Viewer viewer, PatrolReader reader, CancellationToken ct) =>
        await reader.KeyList(viewer.Scope, list, ct) is { } found ? TypedResults.Ok(found) : Missing();

    private static ProblemHttpResult Missing() => CaseEndpoints.Problem(StatusCodes.Status404NotFound, "not-found", Text("patrol.missing"));
}
