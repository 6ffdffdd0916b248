using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Access;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Storage;
using Mingchu.Contracts;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.People;

/// <summary>Somebody who can be assigned to premises.</summary>
public sealed record PersonView(string Id, string Name, Role Role, string Area, string Phone, string? Account, int Premises);

/// <summary>Body of a person.</summary>
/// <param name="Name">1..100 characters.</param>
/// <param name="Role">A role of the grid or of the market supervision.</param>
/// <param name="Area">Path of the area, of a level that the role has.</param>
/// <param name="Phone">At most 100 characters.</param>
/// <param name="Account">User name of the account, if there is one.</param>
public sealed record PersonRequest(string? Name, string? Role, string? Area, string? Phone, string? Account);

/// <summary>People and who looks after which premises, over HTTP.</summary>
public static class PeopleEndpoints
{
    /// <summary>Adds the endpoints below <c>/api/v1</c>.</summary>
    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        api.MapGet("/people", List).WithTags("people").WithSummary("People of the viewer's area by id; that telephone numbers were read is logged");
        api.MapPut("/people/{person}", Put).WithTags("people").WithSummary("Adds or changes a person").ProducesProblem(400).ProducesProblem(403);
        api.MapPut("/premises/{premises}/people/{person}", Assign).WithTags("people").WithSummary("Assigns a person to premises in the person's area").ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        api.MapDelete("/premises/{premises}/people/{person}", Release).WithTags("people").WithSummary("The person looks after these premises no longer").ProducesProblem(403).ProducesProblem(404);
    }

    private static async Task<Results<Ok<Page<PersonView>>, ProblemHttpResult>> List(
        Viewer viewer, ScopedDbs dbs, AccessLog log, string? cursor, int? limit, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor)
            return CaseEndpoints.Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        await log.Record(actor, AccessKinds.People, cursor ?? "", viewer.Scope.Area?.Path ?? "", ct);
        await using var db = await dbs.Open(viewer.Scope, ct);
        var most = Math.Clamp(limit ?? 50, 1, CaseEndpoints.MaxLimit);
        var people = db.People.AsNoTracking();
        if (cursor is not null)
#pragma warning disable CA1309 // EF translates it only without a culture.
            people = people.Where(p => string.Compare(p.Id, cursor) > 0);
#pragma warning restore CA1309
        var rows = await people.OrderBy(p => p.Id).Take(most + 1)
            .Select(p => new PersonView(p.Id, p.Name, p.Role, p.Area, p.Phone, p.Account, db.Assignments.Count(a => a.PersonId == p.Id))).ToListAsync(ct);
        return TypedResults.Ok(new Page<PersonView>([.. rows.Take(most)], rows.Count > most ? rows[most - 1].Id : null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Put(
        string person, PersonRequest request, Viewer viewer, ScopedDbs dbs, WriterLock writer, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor || !actor.Role.IsRegulator())
            return CaseEndpoints.Problem(StatusCodes.Status403Forbidden, Refusals.NotAllowed, Text("api.not-allowed"));
        if (!Topics.IsId(person) || string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > 100 || request.Phone?.Length > 100 || request.Account?.Length > 64
            || RoleRules.Parse(request.Role) is not { } role || !(role.IsGrid() || role.IsRegulator())
            || !Area.TryParse(request.Area, out var area) || !role.Levels().Contains(area.Level) || !viewer.Scope.Sees(area))
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-person", Text("person.bad"));
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(viewer.Scope, ct);
        var row = await db.People.SingleOrDefaultAsync(p => p.Id == person, ct);
        if (row is null && await db.People.IgnoreQueryFilters().AnyAsync(p => p.Id == person, ct))
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-person", Text("person.bad"));
        if (row is null)
            db.People.Add(row = new() { Id = person, Name = "", Role = role, Area = area.Path });
        else
            row.Version++;
        (row.Name, row.Role, row.Area, row.Phone, row.Account) = (request.Name.Trim(), role, area.Path, request.Phone?.Trim() ?? "", request.Account);
        foreach (var assignment in await db.Assignments.Where(a => a.PersonId == person).ToListAsync(ct))
            assignment.IsCoordinator = role.IsGrid();
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Assign(
        string premises, string person, Viewer viewer, ScopedDbs dbs, WriterLock writer, TimeProvider time, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor || !actor.Role.IsRegulator())
            return CaseEndpoints.Problem(StatusCodes.Status403Forbidden, Refusals.NotAllowed, Text("api.not-allowed"));
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(viewer.Scope, ct);
        var place = await db.Premises.AsNoTracking().SingleOrDefaultAsync(p => p.Id == premises, ct);
        var who = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == person, ct);
        if (place is null || who is null)
            return CaseEndpoints.Problem(StatusCodes.Status404NotFound, "not-found", Text("premises.missing"));
        if (!Area.IsWithin(place.Area, who.Area))
            return CaseEndpoints.Problem(StatusCodes.Status422UnprocessableEntity, "other-area", Text("person.other-area"));
        if (!await db.Assignments.AnyAsync(a => a.PremisesId == premises && a.PersonId == person, ct))
            db.Assignments.Add(new() { PremisesId = premises, PersonId = person, IsCoordinator = who.Role.IsGrid(), Since = time.GetUtcNow() });
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Release(
        string premises, string person, Viewer viewer, ScopedDbs dbs, WriterLock writer, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor || !actor.Role.IsRegulator())
            return CaseEndpoints.Problem(StatusCodes.Status403Forbidden, Refusals.NotAllowed, Text("api.not-allowed"));
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(viewer.Scope, ct);
        return await db.Assignments.Where(a => a.PremisesId == premises && a.PersonId == person).ExecuteDeleteAsync(ct) > 0
            ? TypedResults.NoContent()
            : CaseEndpoints.Problem(StatusCodes.Status404NotFound, "not-found", Text("premises.missing"));
    }
}
