using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core.Cases;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.People;

/// <summary>People and who looks after which premises, over HTTP.</summary>
public static class PeopleEndpoints
{
    /// <summary>Adds the endpoints below <c>/api/v1</c>.</summary>
    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        api.MapGet("/people", List).WithTags("people").WithSummary("People of the viewer's area by id; filters: q, area, premises; that telephone numbers were read is logged").ProducesProblem(401);
        api.MapPut("/people/{person}", Put).WithTags("people").WithSummary("Adds a person, or changes the one whose version If-Match holds").ProducesProblem(400).ProducesProblem(403).ProducesProblem(412).ProducesProblem(428);
        api.MapPut("/premises/{premises}/people/{person}", Assign).WithTags("people").WithSummary("Assigns a person to premises in the person's area").ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        api.MapDelete("/premises/{premises}/people/{person}", Release).WithTags("people").WithSummary("The person looks after these premises no longer").ProducesProblem(403).ProducesProblem(404);
    }

    private static async Task<Results<Ok<Page<PersonView>>, ProblemHttpResult>> List(
        Viewer viewer, PeopleDesk desk, string? q, string? area, string? premises, string? cursor, int? limit, CancellationToken ct) => viewer.Actor is { } actor
        ? TypedResults.Ok(await desk.List(actor, new(q, area, premises), cursor, Math.Clamp(limit ?? 50, 1, CaseEndpoints.MaxLimit), ct))
        : CaseEndpoints.Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));

    private static async Task<Results<Created, NoContent, ProblemHttpResult>> Put(
        string person, PersonRequest request, HttpContext http, Viewer viewer, PeopleDesk desk, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor)
            return Refused("not-allowed");
        var seen = IfMatch.Read(http.Request);
        if (await desk.Write(person, request, seen, actor, ct) is { } code)
            return code == "exists" ? IfMatch.Missing() : Refused(code);
        IfMatch.Tag(http.Response, (seen ?? 0) + 1);
        return seen is null ? TypedResults.Created($"/api/v1/people/{person}") : TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Assign(string premises, string person, Viewer viewer, PeopleDesk desk, CancellationToken ct) =>
        viewer.Actor is not { } actor ? Refused("not-allowed") : await desk.Assign(premises, person, actor, ct) is { } code ? Refused(code) : TypedResults.NoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> Release(string premises, string person, Viewer viewer, PeopleDesk desk, CancellationToken ct) =>
        viewer.Actor is not { } actor ? Refused("not-allowed") : await desk.Release(premises, person, actor, ct) is { } code ? Refused(code) : TypedResults.NoContent();

    private static ProblemHttpResult Refused(string code) => code switch
    {
        "stale" => IfMatch.Stale(),
        "not-allowed" => CaseEndpoints.Problem(StatusCodes.Status403Forbidden, Refusals.NotAllowed, PeopleDesk.Words(code)),
        "not-found" => CaseEndpoints.Problem(StatusCodes.Status404NotFound, code, PeopleDesk.Words(code)),
        "other-area" => CaseEndpoints.Problem(StatusCodes.Status422UnprocessableEntity, code, PeopleDesk.Words(code)),
        _ => CaseEndpoints.Problem(StatusCodes.Status400BadRequest, code, PeopleDesk.Words(code)),
    };
}
