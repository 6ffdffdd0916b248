using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Offices;
using Mingchu.Collector.Storage;
using Mingchu.Contracts;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Offices;

/// <summary>An office.</summary>
public sealed record OfficeView(string Id, string Name, OfficeKind Kind, string Area, int Version);

/// <summary>Body of an office.</summary>
/// <param name="Id">1..64 lower-case letters, digits and inner hyphens; only for a new one.</param>
/// <param name="Name">1..200 characters.</param>
/// <param name="Kind">town-office, county-bureau, city-bureau or brigade; only for a new one.</param>
/// <param name="Area">Path of the area, of the level that the kind has; only for a new one.</param>
public sealed record OfficeRequest(string? Id, string? Name, string? Kind, string? Area);

/// <summary>Offices of the market supervision over HTTP.</summary>
public static class OfficeEndpoints
{
    private const string Subject = "office:";

    /// <summary>Adds the endpoints below <c>/api/v1</c>.</summary>
    public static void MapOffices(this IEndpointRouteBuilder api)
    {
        var offices = api.MapGroup("/offices").WithTags("areas");
        offices.MapGet("", List).WithSummary("Offices of the market supervision in the viewer's area, by id");
        offices.MapPost("", Add).WithSummary("Adds an office; with an Idempotency-Key a repeated request is answered as done. Administrators only")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(409).ProducesProblem(422);
        offices.MapPut("/{office}", Rename).WithSummary("Renames an office; If-Match holds the version looked at. Administrators only")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(412).ProducesProblem(428);
    }

    private static async Task<Page<OfficeView>> List(Viewer viewer, ScopedDbs dbs, string? cursor, int? limit, CancellationToken ct)
    {
        await using var db = await dbs.Open(viewer.Scope, ct);
        var most = Math.Clamp(limit ?? 50, 1, CaseEndpoints.MaxLimit);
        var offices = db.Offices.AsNoTracking();
        if (cursor is not null)
#pragma warning disable CA1309 // EF translates it only without a culture.
            offices = offices.Where(o => string.Compare(o.Id, cursor) > 0);
#pragma warning restore CA1309
        var rows = await offices.OrderBy(o => o.Id).Take(most + 1).Select(o => new OfficeView(o.Id, o.Name, o.Kind, o.Area, o.Version)).ToListAsync(ct);
        return new([.. rows.Take(most)], rows.Count > most ? rows[most - 1].Id : null);
    }

    private static async Task<Results<Created<OfficeView>, ProblemHttpResult>> Add(
        OfficeRequest request, HttpContext http, Viewer viewer, ScopedDbs dbs, WriterLock writer, TimeProvider time, CancellationToken ct)
    {
        if (viewer.Actor is not { Role: Role.Admin } actor)
            return CaseEndpoints.Problem(StatusCodes.Status403Forbidden, "admins-only", Text("config.admins"));
        if (!IdempotencyKey.Read(http.Request, out var key))
            return IdempotencyKey.Bad();
        if (!Topics.IsId(request.Id) || !IsName(request.Name) || OfficeKinds.Parse(request.Kind) is not { } kind
            || !Area.TryParse(request.Area, out var area) || area.Level != kind.Level() || !viewer.Scope.Sees(area))
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-office", Text("office.bad"));
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(viewer.Scope, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var known = await db.Offices.AsNoTracking().SingleOrDefaultAsync(o => o.Id == request.Id, ct);
        if (await DoneRequest.Find(db, actor, key, ct) is { } done)
            return done == Subject + request.Id && known is not null ? Made(known) : IdempotencyKey.Used();
        if (known is not null || await db.Offices.IgnoreQueryFilters().AnyAsync(o => o.Id == request.Id, ct))
            return CaseEndpoints.Problem(StatusCodes.Status409Conflict, "exists", Text("office.exists"));
        if (!await db.Areas.AnyAsync(a => a.Area == area.Path, ct))
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-office", Text("office.bad"));
        var row = new OfficeRow { Id = request.Id!, Name = request.Name!.Trim(), Kind = kind, Area = area.Path };
        db.Offices.Add(row);
        await DoneRequest.Remember(db, actor, key, Subject + row.Id, time.GetUtcNow(), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return Made(row);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Rename(
        string office, OfficeRequest request, HttpContext http, Viewer viewer, ScopedDbs dbs, WriterLock writer, CancellationToken ct)
    {
        if (viewer.Actor is not { Role: Role.Admin })
            return CaseEndpoints.Problem(StatusCodes.Status403Forbidden, "admins-only", Text("config.admins"));
        if (!IsName(request.Name))
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-office", Text("office.bad"));
        if (IfMatch.Read(http.Request) is not { } seen)
            return IfMatch.Missing();
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(viewer.Scope, ct);
        if (await db.Offices.SingleOrDefaultAsync(o => o.Id == office, ct) is not { } row)
            return CaseEndpoints.Problem(StatusCodes.Status404NotFound, "not-found", Text("office.missing"));
        if (seen != row.Version)
            return IfMatch.Stale();
        (row.Name, row.Version) = (request.Name!.Trim(), row.Version + 1);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return IfMatch.Stale();
        }

        IfMatch.Tag(http.Response, row.Version);
        return TypedResults.NoContent();
    }

    private static Created<OfficeView> Made(OfficeRow row) => TypedResults.Created($"/api/v1/offices/{row.Id}", new OfficeView(row.Id, row.Name, row.Kind, row.Area, row.Version));

    private static bool IsName(string? name) => !string.IsNullOrWhiteSpace(name) && name.Length <= 200;
}
