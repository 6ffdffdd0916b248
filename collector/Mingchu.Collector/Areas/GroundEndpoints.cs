using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Access;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Offices;
using Mingchu.Collector.Storage;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Areas;

/// <summary>A node of the tree.</summary>
public sealed record AreaView(string Area, string Name, AreaLevel Level, int Version);

/// <summary>An office.</summary>
public sealed record OfficeView(string Id, string Name, OfficeKind Kind, string Area);

/// <summary>Body of an area: its name for people.</summary>
public sealed record AreaRequest(string? Name);

/// <summary>Areas, offices and the access log over HTTP.</summary>
public static class GroundEndpoints
{
    /// <summary>Adds the endpoints below <c>/api/v1</c>.</summary>
    public static void MapGround(this IEndpointRouteBuilder api)
    {
        api.MapGet("/areas", Areas).WithTags("areas").WithSummary("Areas by path, those of the viewer");
        api.MapPut("/areas/{**area}", Put).WithTags("areas").WithSummary("Adds or renames an area; its parent must be there. If-Match for a rename").ProducesProblem(400).ProducesProblem(403).ProducesProblem(412);
        api.MapGet("/offices", Offices).WithTags("areas").WithSummary("Offices of the market supervision in the viewer's area");
        api.MapGet("/access-log", Log).WithTags("access").WithSummary("Who read what sensitive data, newest first; administrators only").ProducesProblem(403);
    }

    private static async Task<Page<AreaView>> Areas(Viewer viewer, ScopedDbs dbs, string? cursor, int? limit, CancellationToken ct)
    {
        await using var db = await dbs.Open(viewer.Scope, ct);
        var most = Math.Clamp(limit ?? 200, 1, 1000);
        var areas = db.Areas.AsNoTracking();
        if (cursor is not null)
#pragma warning disable CA1309 // EF translates it only without a culture.
            areas = areas.Where(a => string.Compare(a.Area, cursor) > 0);
#pragma warning restore CA1309
        var rows = await areas.OrderBy(a => a.Area).Take(most + 1).Select(a => new AreaView(a.Area, a.Name, a.Level, a.Version)).ToListAsync(ct);
        return new([.. rows.Take(most)], rows.Count > most ? rows[most - 1].Area : null);
    }

    private static async Task<Results<Created, NoContent, ProblemHttpResult>> Put(
        string area, AreaRequest request, HttpContext http, Viewer viewer, ScopedDbs dbs, WriterLock writer, CancellationToken ct)
    {
        if (viewer.Actor is not { Role: Role.Admin })
            return CaseEndpoints.Problem(StatusCodes.Status403Forbidden, "admins-only", Text("config.admins"));
        if (!Area.TryParse(Uri.UnescapeDataString(area), out var place) || string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > 200 || !viewer.Scope.Sees(place))
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-area", Text("area.bad"));
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(viewer.Scope, ct);
        if (await db.Areas.SingleOrDefaultAsync(a => a.Area == place.Path, ct) is { } old)
        {
            if (http.Request.Headers.IfMatch.ToString().Trim('"') != old.Version.ToString(CultureInfo.InvariantCulture))
                return CaseEndpoints.Problem(StatusCodes.Status412PreconditionFailed, "stale", Text("premises.refused.stale"));
            (old.Name, old.Version) = (request.Name.Trim(), old.Version + 1);
            await db.SaveChangesAsync(ct);
            return TypedResults.NoContent();
        }

        if (place.Parent is { } parent && !await db.Areas.IgnoreQueryFilters().AnyAsync(a => a.Area == parent.Path, ct))
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-area", Text("area.bad"));
        db.Areas.Add(new() { Area = place.Path, Name = request.Name.Trim(), Level = place.Level });
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/v1/areas/{place.Path}");
    }

    private static async Task<IReadOnlyList<OfficeView>> Offices(Viewer viewer, ScopedDbs dbs, CancellationToken ct)
    {
        await using var db = await dbs.Open(viewer.Scope, ct);
        return await db.Offices.AsNoTracking().OrderBy(o => o.Area).ThenBy(o => o.Id).Take(1000).Select(o => new OfficeView(o.Id, o.Name, o.Kind, o.Area)).ToListAsync(ct);
    }

    private static async Task<Results<Ok<Page<AccessView>>, ProblemHttpResult>> Log(Viewer viewer, AccessReader reader, long? cursor, int? limit, CancellationToken ct) =>
        viewer.Actor is { Role: Role.Admin } ? TypedResults.Ok(await reader.List(viewer.Scope, cursor, Math.Clamp(limit ?? 50, 1, CaseEndpoints.MaxLimit), ct))
            : CaseEndpoints.Problem(StatusCodes.Status403Forbidden, "admins-only", Text("config.admins"));
}
