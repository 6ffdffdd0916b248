using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Cases;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Api;

/// <summary>Cases over HTTP.</summary>
public static class CaseEndpoints
{
    /// <summary>Largest page.</summary>
    public const int MaxLimit = 200;

    /// <summary>Adds the endpoints below <c>/api/v1</c>.</summary>
    public static void MapCases(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("cases");
        cases.MapGet("", List).WithSummary("Cases, newest first");
        cases.MapGet("/{id:guid}", Find).WithSummary("One case with leads, events, deliveries and evidence").ProducesProblem(404);
        Action<SettleRequest>(cases, "confirm", "It is so", r => r.Version, r => new CaseCommand.Confirm(r.Note));
        Action<SettleRequest>(cases, "false-alarm", "It is not so; settles the case", r => r.Version, r => new CaseCommand.MarkFalseAlarm(r.Note));
        Action<CloseRequest>(cases, "close", "Handled; settles the case", r => r.Version, r => new CaseCommand.Close(r.Result ?? ""));
        Describe(cases.MapPost("/{id:guid}/assign", Assign), "Somebody has to handle it");
        Describe(cases.MapPost("/{id:guid}/note", Note), "A remark, possible at every stage");
    }

    private static async Task<Results<Ok<Page<CaseItem>>, ProblemHttpResult>> List(
        CaseReader reader, int? limit, string? cursor, string? stage, string? hazard, int? grade, string? premises, string? camera, CancellationToken ct)
    {
        if (CaseFilter.From(stage, hazard, grade, premises, camera) is not { } filter)
            return Problem(StatusCodes.Status400BadRequest, "unknown-stage", Text("api.stage", stage));
        var after = cursor is null ? null : Cursor.Parse(cursor);
        if (cursor is not null && after is null)
            return Problem(StatusCodes.Status400BadRequest, "bad-cursor", Text("api.cursor"));
        return TypedResults.Ok(await reader.List(filter, after, Math.Clamp(limit ?? 50, 1, MaxLimit), ct));
    }

    private static async Task<Results<Ok<CaseView>, ProblemHttpResult>> Find(Guid id, CaseReader reader, CancellationToken ct) =>
        await reader.Find(id, ct) is { } found ? TypedResults.Ok(found) : Refused(Refusal.Of(Refusals.NotFound));

    private static void Action<TRequest>(
        RouteGroupBuilder cases, string name, string summary, Func<TRequest, int?> version, Func<TRequest, CaseCommand> command) =>
        Describe(cases.MapPost($"/{{id:guid}}/{name}", (Guid id, TRequest request, ClaimsPrincipal user, Reviewers reviewers, CaseDesk desk, CaseReader reader, CancellationToken ct) =>
            Do(id, command(request), version(request), true, user, reviewers, desk, reader, ct)), summary);

    private static async Task<Results<Ok<CaseView>, ProblemHttpResult>> Assign(
        Guid id, AssignRequest request, ClaimsPrincipal user, Reviewers reviewers, CaseDesk desk, CaseReader reader, CancellationToken ct)
    {
        var assignee = (await reviewers.Assignees(ct)).FirstOrDefault(a => string.Equals(a.Name, request.Assignee, StringComparison.OrdinalIgnoreCase));
        return assignee is null
            ? Problem(StatusCodes.Status422UnprocessableEntity, "unknown-assignee", Text("api.assignee", request.Assignee))
            : await Do(id, new CaseCommand.Assign(assignee.Id, assignee.Name, request.Note), request.Version, true, user, reviewers, desk, reader, ct);
    }

    private static Task<Results<Ok<CaseView>, ProblemHttpResult>> Note(
        Guid id, NoteRequest request, ClaimsPrincipal user, Reviewers reviewers, CaseDesk desk, CaseReader reader, CancellationToken ct) =>
        Do(id, new CaseCommand.AddNote(request.Text ?? ""), request.Version, false, user, reviewers, desk, reader, ct);

    private static async Task<Results<Ok<CaseView>, ProblemHttpResult>> Do(
        Guid id, CaseCommand command, int? version, bool needsVersion, ClaimsPrincipal user, Reviewers reviewers, CaseDesk desk, CaseReader reader, CancellationToken ct)
    {
        if (needsVersion && version is null)
            return Problem(StatusCodes.Status400BadRequest, "version-missing", Text("api.version"));
        if (await reviewers.Find(user, ct) is not { } actor)
            return Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        if (await desk.Do(id, command with { ExpectedVersion = version }, actor, ct) is { } refusal)
            return Refused(refusal);
        return await reader.Find(id, ct) is { } changed ? TypedResults.Ok(changed) : Refused(Refusal.Of(Refusals.NotFound));
    }

    private static void Describe(RouteHandlerBuilder endpoint, string summary) =>
        endpoint.WithSummary(summary).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static ProblemHttpResult Refused(Refusal refusal) => Problem(
        refusal.Code switch
        {
            Refusals.NotFound => StatusCodes.Status404NotFound,
            Refusals.Stale => StatusCodes.Status409Conflict,
            Refusals.NotAllowed => StatusCodes.Status403Forbidden,
            _ => StatusCodes.Status422UnprocessableEntity,
        },
        refusal.Code, refusal.In(CultureInfo.CurrentUICulture));

    private static ProblemHttpResult Problem(int status, string code, string sentence) =>
        TypedResults.Problem(detail: sentence, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
