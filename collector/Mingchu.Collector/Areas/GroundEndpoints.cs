using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Access;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Offices;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Areas;

/// <summary>Areas, offices and the access log over HTTP.</summary>
public static class GroundEndpoints
{
    /// <summary>Adds the endpoints below <c>/api/v1</c>.</summary>
    public static void MapGround(this IEndpointRouteBuilder api)
    {
        api.MapGet("/areas", Areas).WithTags("areas").WithSummary("Areas by path, those of the viewer; q is a part of name or path");
        api.MapPut("/areas/{**area}", Put).WithTags("areas").WithSummary("Adds or renames an area; its parent must be there. If-Match for a rename").ProducesProblem(400).ProducesProblem(403).ProducesProblem(412).ProducesProblem(428);
        api.MapOffices();
        api.MapGet("/access-log", Log).WithTags("access").WithSummary("Who read what sensitive data, newest first; administrators only").ProducesProblem(403);
    }

    private static Task<Page<AreaView>> Areas(Viewer viewer, AreaDesk desk, string? q, string? cursor, int? limit, CancellationToken ct) =>
        desk.List(viewer.Scope, q, cursor, Math.Clamp(limit ?? 200, 1, 1000), ct);

    private static async Task<Results<Created, NoContent, ProblemHttpResult>> Put(string area, AreaRequest request, HttpContext http, Viewer viewer, AreaDesk desk, CancellationToken ct)
    {
        var seen = IfMatch.Read(http.Request);
        return await desk.Write(Uri.UnescapeDataString(area), request.Name, seen, viewer.Actor, ct) switch
        {
            null => seen is null ? TypedResults.Created($"/api/v1/areas/{area}") : TypedResults.NoContent(),
            "exists" => IfMatch.Missing(),
            "stale" => IfMatch.Stale(),
            "admins-only" => CaseEndpoints.Problem(StatusCodes.Status403Forbidden, "admins-only", Text("config.admins")),
            _ => CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-area", Text("area.bad")),
        };
    }

    private static async Task<Results<Ok<Page<AccessView>>, ProblemHttpResult>> Log(Viewer viewer, AccessReader reader, long? cursor, int? limit, CancellationToken ct) =>
        viewer.Actor is { Role: Role.Admin } ? TypedResults.Ok(await reader.List(viewer.Scope, cursor, Math.Clamp(limit ?? 50, 1, CaseEndpoints.MaxLimit), ct))
            : CaseEndpoints.Problem(StatusCodes.Status403Forbidden, "admins-only", Text("config.admins"));
}
