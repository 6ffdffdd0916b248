using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Grading;
using static Mingchu.Collector.Core.Cases.CaseCommand;
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
        cases.MapGet("", List).WithSummary("Cases, newest first; filters: stage (or unsettled), hazard, grade, premises (id or part of the name), camera, holder, area").ProducesProblem(400);
        cases.MapGet("/count", Count).WithSummary("How many cases there are; the same filters").ProducesProblem(400);
        cases.MapGet("/{id:guid}", Find).WithSummary("One case with leads, events, deliveries and evidence").ProducesProblem(404);
        cases.MapGet("/{id:guid}/steps", Steps).WithSummary("The steps that the caller could do now").ProducesProblem(404);
        Describe(cases.MapPost("/{id:guid}/confirm", (Guid id, SettleRequest r, CaseCall call) => call.Do(id, new Confirm(r.Note), r.Version)), "It is so");
        Describe(cases.MapPost("/{id:guid}/false-alarm", (Guid id, SettleRequest r, CaseCall call) => call.Do(id, new MarkFalseAlarm(r.Note), r.Version)), "It is not so; settles the case");
        Describe(cases.MapPost("/{id:guid}/close", (Guid id, CloseRequest r, CaseCall call) => call.Do(id, new Close(r.Result ?? ""), r.Version)), "Handled; settles the case");
        Describe(cases.MapPost("/{id:guid}/accept", (Guid id, StepRequest r, CaseCall call) => call.Do(id, new Accept(), r.Version)), "Takes up a case given to the caller's office");
        Describe(cases.MapPost("/{id:guid}/pass-on", (Guid id, StepRequest r, CaseCall call) => call.Do(id, new PassOn(r.Text ?? ""), r.Version)), "To the next level, with the reason");
        Describe(cases.MapPost("/{id:guid}/send-back", (Guid id, StepRequest r, CaseCall call) => call.Do(id, new SendBack(r.Text ?? ""), r.Version)), "Back to who gave it, with the reason");
        Describe(cases.MapPost("/{id:guid}/rectify", (Guid id, StepRequest r, CaseCall call) => call.Do(id, new Rectify(r.Text ?? ""), r.Version)), "The merchant says what was put right");
        Describe(cases.MapPost("/{id:guid}/answer", (Guid id, StepRequest r, CaseCall call) => call.Do(id, new Answer(r.Text ?? ""), r.Version)), "A platform or office says what it did");
        Describe(cases.MapPost("/{id:guid}/verify", (Guid id, VerifyRequest r, CaseCall call) => call.Do(id, r.Passed is { } passed ? new Verify(passed, r.Text ?? "") : null, r.Version)), "Whether it is really settled");
        Describe(cases.MapPost("/{id:guid}/track", (Guid id, TrackRequest r, CaseCall call) => call.Do(id, r.NextLook is { } at ? new Track(at, r.Text ?? "") : null, r.Version)), "Can't be settled soon; when to look again");
        Describe(cases.MapPost("/{id:guid}/stop-tracking", (Guid id, StepRequest r, CaseCall call) => call.Do(id, new StopTracking(r.Text ?? ""), r.Version)), "The long matter is settled, with its result");
        Describe(cases.MapPost("/{id:guid}/dispatch", (Guid id, ToRequest r, CaseCall call) => call.Do(id, RoleRules.Parse(r.To) is { } to ? new Dispatch(to, r.Text) : null, r.Version)), "Gives the case to a role");
        Describe(cases.MapPost("/{id:guid}/ask-assist", (Guid id, ToRequest r, CaseCall call) => call.Do(id, RoleRules.Parse(r.To) is { } to ? new AskAssist(to, r.Text ?? "") : null, r.Version)), "Asks a lower office to help");
        Describe(cases.MapPost("/{id:guid}/assist", (Guid id, StepRequest r, CaseCall call) => call.Do(id, new Assist(r.Text ?? ""), r.Version)), "The office that was asked says what it did");
        Describe(cases.MapPost("/{id:guid}/to-brigade", (Guid id, StepRequest r, CaseCall call) => call.Do(id, new ToBrigade(r.Text ?? ""), r.Version)), "A hard lead, to the city's brigade");
        Describe(cases.MapPost("/{id:guid}/to-enforcement", (Guid id, EnforcementRequest r, CaseCall call) => call.Do(id, new ToEnforcement(r.Text ?? "", r.Number), r.Version)), "Becomes an enforcement case");
        Describe(cases.MapPost("/{id:guid}/report-major", (Guid id, StepRequest r, CaseCall call) => call.Do(id, new ReportMajor(r.Text ?? ""), r.Version)), "A major incident, reported level by level");
        Describe(cases.MapPost("/{id:guid}/take-notice", (Guid id, StepRequest r, CaseCall call) => call.Do(id, new TakeNotice(r.Text), r.Version)), "The caller's level took notice of a major incident");
        Describe(cases.MapPost("/{id:guid}/pause-deadline", (Guid id, StepRequest r, CaseCall call) => call.Do(id, new PauseDeadline(r.Text ?? ""), r.Version)), "The deadline stops running, with the reason");
        Describe(cases.MapPost("/{id:guid}/resume-deadline", (Guid id, StepRequest r, CaseCall call) => call.Do(id, new ResumeDeadline(), r.Version)), "The deadline runs on");
        Describe(cases.MapPost("/{id:guid}/grade", Grade), "Another grade, with the reason");
        Describe(cases.MapPost("/{id:guid}/assign", Assign), "Somebody has to handle it");
        Describe(cases.MapPost("/{id:guid}/note", (Guid id, NoteRequest r, CaseCall call) => call.Do(id, new AddNote(r.Text ?? ""), r.Version, needsVersion: false)), "A remark, possible at every stage");
    }

    private static async Task<Results<Ok<Page<CaseItem>>, ProblemHttpResult>> List(
        Viewer viewer, CaseReader reader, int? limit, string? cursor, [AsParameters] CaseQuery query, CancellationToken ct)
    {
        if (query.ToFilter() is not { } filter)
            return BadQuery(query);
        var after = cursor is null ? null : Cursor.Parse(cursor);
        if (cursor is not null && after is null)
            return Problem(StatusCodes.Status400BadRequest, "bad-cursor", Text("api.cursor"));
        return TypedResults.Ok(await reader.List(viewer.Scope, filter, after, Math.Clamp(limit ?? 50, 1, MaxLimit), ct));
    }

    private static async Task<Results<Ok<CaseCount>, ProblemHttpResult>> Count(Viewer viewer, CaseReader reader, [AsParameters] CaseQuery query, CancellationToken ct)
    {
        if (query.ToFilter() is not { } filter)
            return BadQuery(query);
        var count = await reader.Count(viewer.Scope, filter, ct);
        return TypedResults.Ok(new CaseCount(Math.Min(count, CaseReader.CountLimit), count > CaseReader.CountLimit));
    }

    private static ProblemHttpResult BadQuery(CaseQuery query) =>
        Problem(StatusCodes.Status400BadRequest, "bad-filter", Text("api.filter", string.Join(", ", new[] { query.Stage, query.Holder, query.Area }.OfType<string>())));

    private static async Task<Results<Ok<CaseView>, ProblemHttpResult>> Find(Guid id, Viewer viewer, CaseReader reader, HttpContext http, CancellationToken ct) =>
        await reader.Find(viewer.Scope, id, ct) is { } found ? Tagged(found, http) : Refused(Refusal.Of(Refusals.NotFound));

    private static async Task<Results<Ok<StepsView>, ProblemHttpResult>> Steps(
        Guid id, CaseReader reader, Viewer viewer, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor)
            return Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        return await reader.Steps(id, actor, ct) is { } steps ? TypedResults.Ok(steps) : Refused(Refusal.Of(Refusals.NotFound));
    }

    private static async Task<Results<Ok<CaseView>, ProblemHttpResult>> Assign(
        Guid id, AssignRequest request, Viewer viewer, Reviewers reviewers, CaseCall call, CancellationToken ct)
    {
        var assignee = (await reviewers.Assignees(viewer.Scope, ct)).FirstOrDefault(a => string.Equals(a.Name, request.Assignee, StringComparison.OrdinalIgnoreCase));
        return assignee is null
            ? Problem(StatusCodes.Status422UnprocessableEntity, "unknown-assignee", Text("api.assignee", request.Assignee))
            : await call.Do(id, new Assign(assignee.Id, assignee.Name, request.Note), request.Version);
    }

    private static async Task<Results<Ok<CaseView>, ProblemHttpResult>> Grade(
        Guid id, GradeRequest request, HttpContext http, CaseCall call)
    {
        if (string.IsNullOrWhiteSpace(request.Text) || request.Text.Length > CaseDecider.MaxText)
            return Refused(Refusal.Of(Refusals.TextMissing));
        var by = http.User.Identity?.Name ?? "";
        var grade = request.Grade is { } wanted ? new GradeResult(wanted, [Phrase.Of("grade.person", by, request.Text.Trim())], "person") : null;
        return await call.Do(id, grade is null ? null : new Regrade(grade), request.Version);
    }

    internal static Ok<CaseView> Tagged(CaseView view, HttpContext http)
    {
        IfMatch.Tag(http.Response, view.Version);
        return TypedResults.Ok(view);
    }

    private static void Describe(RouteHandlerBuilder endpoint, string summary) =>
        endpoint.WithSummary(summary).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    internal static ProblemHttpResult Refused(Refusal refusal) => Problem(
        refusal.Code switch
        {
            Refusals.NotFound => StatusCodes.Status404NotFound,
            Refusals.Stale => StatusCodes.Status409Conflict,
            Refusals.NotAllowed or Refusals.NotYours => StatusCodes.Status403Forbidden,
            _ => StatusCodes.Status422UnprocessableEntity,
        },
        refusal.Code, refusal.In(CultureInfo.CurrentUICulture));

    internal static ProblemHttpResult Problem(int status, string code, string sentence) =>
        TypedResults.Problem(detail: sentence, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
