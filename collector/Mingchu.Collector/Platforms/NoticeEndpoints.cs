using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Access;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Evidence;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Platforms;

/// <summary>Body of a notice's draft.</summary>
/// <param name="Version">With a change: version the sender looked at; the header <c>If-Match</c> says it as well.</param>
/// <param name="Kind">rectify, suspend, delist or guidance.</param>
/// <param name="Platform">Id of the platform.</param>
/// <param name="Premises">Id of the premises; absent when it is about the platform itself.</param>
/// <param name="CaseId">The case it follows from, if any.</param>
/// <param name="Line">Id of the business line in charge; absent for the one that the policy names for the case's hazard.</param>
/// <param name="Facts">What was found, 1..4000 characters.</param>
/// <param name="Basis">The rules it rests on, 1..4000 characters.</param>
/// <param name="Demand">What the platform has to do, 1..4000 characters.</param>
/// <param name="DueOn">By when; absent for the policy's time from the sending on.</param>
public sealed record NoticeRequest(
    int? Version, string? Kind, string? Platform, string? Premises, Guid? CaseId, string? Line, string? Facts, string? Basis, string? Demand, DateOnly? DueOn);

/// <summary>Notices to platforms over HTTP.</summary>
public static class NoticeEndpoints
{
    /// <summary>Adds the endpoints below <c>/api/v1</c>.</summary>
    public static void MapNotices(this IEndpointRouteBuilder api)
    {
        var notices = api.MapGroup("/platform-notices").WithTags("platform-notices");
        notices.MapGet("", List).WithSummary("Notices to platforms, newest first; filters: stage, kind, platform, premises, case. A platform sees those that were sent to it").ProducesProblem(400);
        notices.MapGet("/{id:guid}", Find).WithSummary("One notice with its file; the ETag is its version").ProducesProblem(404);
        Describe(notices.MapPost("", Begin), "Drafts a notice; an Idempotency-Key makes a repeated request harmless");
        Describe(notices.MapPut("/{id:guid}", Redraft), "Writes a draft anew");
        Step(notices, "submit", "To the business line in charge", _ => new NoticeCommand.Submit());
        Step(notices, "approve", "The line in charge agrees, and the notice goes to the platform; an order takes the shop offline", _ => new NoticeCommand.Approve());
        Step(notices, "return", "The line in charge wants it written otherwise", r => new NoticeCommand.Return(r.Text ?? ""));
        Step(notices, "withdraw", "Takes it back; not an order that was sent", r => new NoticeCommand.Withdraw(r.Text ?? ""));
        Step(notices, "answer", "The platform says what it did; the pictures handed in since its last answer are the evidence", r => new NoticeCommand.Answer(r.Text ?? "", []));
        Step(notices, "accept", "The answer will do", r => new NoticeCommand.Accept(r.Text ?? ""));
        Step(notices, "reject", "The answer will not do; the platform has its time again", r => new NoticeCommand.Reject(r.Text ?? ""));
        notices.MapPost("/{id:guid}/files", AddFile).WithSummary("Evidence of the platform for its next answer: the body is a JPEG file. With an Idempotency-Key a repeated request is answered as done").Accepts<byte[]>(MediaTypes.Jpeg)
            .ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        notices.MapGet("/{id:guid}/files/{sha256:regex(^[0-9a-f]{{64}}$)}", ReadFile).WithSummary("A picture of a notice; that it was read is logged").ProducesProblem(404);
    }

    private static async Task<Results<Ok<Page<NoticeItem>>, ProblemHttpResult>> List(
        Viewer viewer, PlatformReader reader, string? stage, string? kind, string? platform, string? premises, Guid? @case, int? limit, string? cursor, CancellationToken ct)
    {
        if (stage is not null && NoticeStages.Parse(stage) is null || kind is not null && NoticeKinds.Parse(kind) is null)
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-filter", Text("premises.filter.bad", kind is not null && NoticeKinds.Parse(kind) is null ? "kind" : "stage"));
        var (after, problem) = PlatformEndpoints.After(cursor);
        return problem is not null ? problem
            : TypedResults.Ok(await reader.Notices(viewer, NoticeStages.Parse(stage), NoticeKinds.Parse(kind), platform, premises, @case, after,
                Math.Clamp(limit ?? 50, 1, CaseEndpoints.MaxLimit), ct));
    }

    private static async Task<Results<Ok<NoticeView>, ProblemHttpResult>> Find(Guid id, Viewer viewer, PlatformReader reader, HttpContext http, CancellationToken ct)
    {
        if (await reader.Notice(viewer, id, ct) is not { } found)
            return PlatformEndpoints.Refused(Refusal.Of(PlatformRefusals.NoNotice));
        http.Response.Headers.ETag = $"\"{found.Notice.Version}\"";
        return TypedResults.Ok(found);
    }

    private static async Task<Results<Created<NoticeView>, ProblemHttpResult>> Begin(
        NoticeRequest request, HttpContext http, Viewer viewer, CaseReader cases, NoticeDesk desk, PlatformReader reader, PlatformPolicy policy, CancellationToken ct)
    {
        if (await Draft(request, viewer, cases, policy, ct) is not { } draft)
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "field-missing", Text("api.field"));
        if (!IdempotencyKey.Read(http.Request, out var key))
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-key", Text("api.key"));
        if (viewer.Actor is not { } actor)
            return CaseEndpoints.Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        var result = await desk.Begin(draft, actor, key, ct);
        if (result.Refusal is { } refusal || await reader.Notice(viewer, result.Id!.Value, ct) is not { } found)
            return PlatformEndpoints.Refused(result.Refusal ?? Refusal.Of(PlatformRefusals.NoNotice));
        http.Response.Headers.ETag = $"\"{found.Notice.Version}\"";
        return TypedResults.Created($"/api/v1/platform-notices/{result.Id:D}", found);
    }

    private static async Task<Results<Ok<NoticeView>, ProblemHttpResult>> Redraft(
        Guid id, NoticeRequest request, HttpContext http, Viewer viewer, CaseReader cases, NoticeDesk desk, PlatformReader reader, PlatformPolicy policy, CancellationToken ct)
    {
        if (await Draft(request, viewer, cases, policy, ct) is not { } draft)
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "field-missing", Text("api.field"));
        return await With(id, request.Version, http, viewer, reader, (actor, version, key) => desk.Redraft(id, draft, version, actor, key, ct), ct);
    }

    private static void Step(RouteGroupBuilder notices, string name, string summary, Func<StepRequest, NoticeCommand> command) => Describe(
        notices.MapPost($"/{{id:guid}}/{name}", (Guid id, StepRequest request, HttpContext http, Viewer viewer, NoticeDesk desk, PlatformReader reader, CancellationToken ct) =>
            With(id, request.Version, http, viewer, reader, (actor, version, key) => desk.Do(id, command(request) with { ExpectedVersion = version }, actor, key, ct), ct)), summary);

    private static async Task<Results<Ok<NoticeView>, ProblemHttpResult>> With(
        Guid id, int? version, HttpContext http, Viewer viewer, PlatformReader reader, Func<Actor, int, string?, Task<Refusal?>> work, CancellationToken ct)
    {
        if (PlatformEndpoints.Version(http.Request, version) is not { } seen)
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "version-missing", Text("api.version"));
        if (!IdempotencyKey.Read(http.Request, out var key))
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-key", Text("api.key"));
        if (viewer.Actor is not { } actor)
            return CaseEndpoints.Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        return await work(actor, seen, key) is { } refusal ? PlatformEndpoints.Refused(refusal) : await Find(id, viewer, reader, http, ct);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AddFile(Guid id, HttpContext http, Viewer viewer, NoticeDesk desk, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor)
            return CaseEndpoints.Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        if (!IdempotencyKey.Read(http.Request, out var key))
            return IdempotencyKey.Bad();
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = PictureDesk.MaxBytes;
        if (http.Request.ContentLength is not (> 0 and <= PictureDesk.MaxBytes))
            return PlatformEndpoints.Refused(Refusal.Of(Refusals.NoPicture, $"{PictureDesk.MaxBytes / 1024 / 1024}"));
        var picture = new byte[http.Request.ContentLength.Value];
        await http.Request.Body.ReadExactlyAsync(picture, ct);
        return await desk.AddFile(id, picture, actor, ct, key) is { } refusal ? PlatformEndpoints.Refused(refusal) : TypedResults.NoContent();
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> ReadFile(
        Guid id, string sha256, HttpContext http, Viewer viewer, PlatformReader reader, AccessLog log, EvidenceFiles files, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor || await reader.File(viewer, id, sha256, ct) is not var (number, area) || await files.Open(sha256, MediaTypes.Jpeg, ct) is not { } file)
            return PlatformEndpoints.Refused(Refusal.Of(PlatformRefusals.NoNotice));
        await log.Record(actor, AccessKinds.Evidence, $"{number} {sha256}", area ?? "", ct);
        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return TypedResults.Stream(file, MediaTypes.Jpeg);
    }

    // Null when a word is missing that the draft can't be without; what the words say is judged by the decider.
    private static async Task<NoticeDraft?> Draft(NoticeRequest request, Viewer viewer, CaseReader cases, PlatformPolicy policy, CancellationToken ct)
    {
        if (NoticeKinds.Parse(request.Kind) is not { } kind || string.IsNullOrWhiteSpace(request.Platform))
            return null;
        var about = request.CaseId is { } id ? await cases.Find(viewer.Scope, id, ct) : null;
        return new(kind, request.Platform, string.IsNullOrWhiteSpace(request.Premises) ? about?.PremisesId : request.Premises, request.CaseId,
            string.IsNullOrWhiteSpace(request.Line) ? policy.LineFor(about?.Hazard).Id : request.Line, request.Facts ?? "", request.Basis ?? "", request.Demand ?? "", request.DueOn);
    }

    private static void Describe(RouteHandlerBuilder endpoint, string summary) =>
        endpoint.WithSummary(summary).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
}
