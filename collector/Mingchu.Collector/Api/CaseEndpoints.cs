using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Cases;
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
        cases.MapGet("", List).WithSummary("Cases, newest first");
        cases.MapGet("/{id:guid}", Find).WithSummary("One case with leads, events, deliveries and evidence").ProducesProblem(404);
        cases.MapGet("/{id:guid}/steps", Steps).WithSummary("The steps that the caller could do now").ProducesProblem(404);
        Action<SettleRequest>(cases, "confirm", "It is so", r => r.Version, r => new Confirm(r.Note));
        Action<SettleRequest>(cases, "false-alarm", "It is not so; settles the case", r => r.Version, r => new MarkFalseAlarm(r.Note));
        Action<CloseRequest>(cases, "close", "Handled; settles the case", r => r.Version, r => new Close(r.Result ?? ""));
        Action<StepRequest>(cases, "accept", "Takes up a case given to the caller's office", r => r.Version, _ => new Accept());
        Action<StepRequest>(cases, "pass-on", "To the next level, with the reason", r => r.Version, r => new PassOn(r.Text ?? ""));
        Action<StepRequest>(cases, "send-back", "Back to who gave it, with the reason", r => r.Version, r => new SendBack(r.Text ?? ""));
        Action<StepRequest>(cases, "rectify", "The merchant says what was put right", r => r.Version, r => new Rectify(r.Text ?? ""));
        Action<StepRequest>(cases, "answer", "A platform or office says what it did", r => r.Version, r => new Answer(r.Text ?? ""));
        Action<VerifyRequest>(cases, "verify", "Whether it is really settled", r => r.Version, r => r.Passed is { } passed ? new Verify(passed, r.Text ?? "") : null);
        Action<TrackRequest>(cases, "track", "Can't be settled soon; when to look again", r => r.Version, r => r.NextLook is { } at ? new Track(at, r.Text ?? "") : null);
        Action<StepRequest>(cases, "stop-tracking", "The long matter is settled, with its result", r => r.Version, r => new StopTracking(r.Text ?? ""));
        Action<ToRequest>(cases, "dispatch", "Gives the case to a role", r => r.Version, r => RoleRules.Parse(r.To) is { } to ? new Dispatch(to, r.Text) : null);
        Action<ToRequest>(cases, "ask-assist", "Asks a lower office to help", r => r.Version, r => RoleRules.Parse(r.To) is { } to ? new AskAssist(to, r.Text ?? "") : null);
        Action<StepRequest>(cases, "assist", "The office that was asked says what it did", r => r.Version, r => new Assist(r.Text ?? ""));
        Action<StepRequest>(cases, "to-brigade", "A hard lead, to the city's brigade", r => r.Version, r => new ToBrigade(r.Text ?? ""));
        Action<EnforcementRequest>(cases, "to-enforcement", "Becomes an enforcement case", r => r.Version, r => new ToEnforcement(r.Text ?? "", r.Number));
        Action<StepRequest>(cases, "report-major", "A major incident, reported level by level", r => r.Version, r => new ReportMajor(r.Text ?? ""));
        Action<StepRequest>(cases, "take-notice", "The caller's level took notice of a major incident", r => r.Version, r => new TakeNotice(r.Text));
        Action<StepRequest>(cases, "pause-deadline", "The deadline stops running, with the reason", r => r.Version, r => new PauseDeadline(r.Text ?? ""));
        Action<StepRequest>(cases, "resume-deadline", "The deadline runs on", r => r.Version, _ => new ResumeDeadline());
        Describe(cases.MapPost("/{id:guid}/grade", Grade), "Another grade, with the reason");
        Describe(cases.MapPost("/{id:guid}/assign", Assign), "Somebody has to handle it");
        Describe(cases.MapPost("/{id:guid}/note", Note), "A remark, possible at every stage");
    }

    private static async Task<Results<Ok<Page<CaseItem>>, ProblemHttpResult>> List(
        Viewer viewer, CaseReader reader, int? limit, string? cursor, string? stage, string? hazard, int? grade, string? premises, string? camera, string? holder, CancellationToken ct)
    {
        if (CaseFilter.From(stage, hazard, grade, premises, camera, holder) is not { } filter)
            return Problem(StatusCodes.Status400BadRequest, "unknown-stage", Text("api.stage", stage));
        var after = cursor is null ? null : Cursor.Parse(cursor);
        if (cursor is not null && after is null)
            return Problem(StatusCodes.Status400BadRequest, "bad-cursor", Text("api.cursor"));
        return TypedResults.Ok(await reader.List(viewer.Scope, filter, after, Math.Clamp(limit ?? 50, 1, MaxLimit), ct));
    }

    private static async Task<Results<Ok<CaseView>, ProblemHttpResult>> Find(Guid id, Viewer viewer, CaseReader reader, HttpContext http, CancellationToken ct) =>
        await reader.Find(viewer.Scope, id, ct) is { } found ? Tagged(found, http) : Refused(Refusal.Of(Refusals.NotFound));

    private static async Task<Results<Ok<StepsView>, ProblemHttpResult>> Steps(
        Guid id, CaseReader reader, Viewer viewer, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor)
            return Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        return await reader.Steps(id, actor, ct) is { } steps ? TypedResults.Ok(steps) : Refused(Refusal.Of(Refusals.NotFound));
    }

    private static void Action<TRequest>(
        RouteGroupBuilder cases, string name, string summary, Func<TRequest, int?> version, Func<TRequest, CaseCommand?> command) =>
        Describe(cases.MapPost($"/{{id:guid}}/{name}", (Guid id, TRequest request, HttpContext http, Viewer viewer, CaseDesk desk, CaseReader reader, CancellationToken ct) =>
            Do(id, command(request), version(request), true, http, viewer, desk, reader, ct)), summary);

    private static async Task<Results<Ok<CaseView>, ProblemHttpResult>> Assign(
        Guid id, AssignRequest request, HttpContext http, Viewer viewer, Reviewers reviewers, CaseDesk desk, CaseReader reader, CancellationToken ct)
    {
        var assignee = (await reviewers.Assignees(viewer.Scope, ct)).FirstOrDefault(a => string.Equals(a.Name, request.Assignee, StringComparison.OrdinalIgnoreCase));
        return assignee is null
            ? Problem(StatusCodes.Status422UnprocessableEntity, "unknown-assignee", Text("api.assignee", request.Assignee))
            : await Do(id, new Assign(assignee.Id, assignee.Name, request.Note), request.Version, true, http, viewer, desk, reader, ct);
    }

    private static Task<Results<Ok<CaseView>, ProblemHttpResult>> Note(
        Guid id, NoteRequest request, HttpContext http, Viewer viewer, CaseDesk desk, CaseReader reader, CancellationToken ct) =>
        Do(id, new AddNote(request.Text ?? ""), request.Version, false, http, viewer, desk, reader, ct);

    private static async Task<Results<Ok<CaseView>, ProblemHttpResult>> Grade(
        Guid id, GradeRequest request, HttpContext http, Viewer viewer, CaseDesk desk, CaseReader reader, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Text) || request.Text.Length > CaseDecider.MaxText)
            return Refused(Refusal.Of(Refusals.TextMissing));
        var by = http.User.Identity?.Name ?? "";
        var grade = request.Grade is { } wanted ? new GradeResult(wanted, [Phrase.Of("grade.person", by, request.Text.Trim())], "person") : null;
        return await Do(id, grade is null ? null : new Regrade(grade), request.Version, true, http, viewer, desk, reader, ct);
    }

    private static async Task<Results<Ok<CaseView>, ProblemHttpResult>> Do(
        Guid id, CaseCommand? command, int? version, bool needsVersion, HttpContext http, Viewer viewer, CaseDesk desk, CaseReader reader, CancellationToken ct)
    {
        if (command is null)
            return Problem(StatusCodes.Status400BadRequest, "field-missing", Text("api.field"));
        version = Matched(http.Request) ?? version;
        if (needsVersion && version is null)
            return Problem(StatusCodes.Status400BadRequest, "version-missing", Text("api.version"));
        if (!IdempotencyKey.Read(http.Request, out var key))
            return Problem(StatusCodes.Status400BadRequest, "bad-key", Text("api.key"));
        if (viewer.Actor is not { } actor)
            return Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        if (await desk.Do(id, command with { ExpectedVersion = version }, actor, ct, key) is { } refusal)
            return Refused(refusal);
        return await reader.Find(viewer.Scope, id, ct) is { } changed ? Tagged(changed, http) : Refused(Refusal.Of(Refusals.NotFound));
    }

    private static Ok<CaseView> Tagged(CaseView view, HttpContext http)
    {
        http.Response.Headers.ETag = $"\"{view.Version}\"";
        return TypedResults.Ok(view);
    }

    private static int? Matched(HttpRequest request) =>
        int.TryParse(request.Headers.IfMatch.ToString().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

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
