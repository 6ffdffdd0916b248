using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Push.Calm;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Api;

/// <summary>Silences over HTTP.</summary>
public static class CalmEndpoints
{
    /// <summary>Adds the endpoints below <c>/api/v1</c>.</summary>
    public static void MapCalm(this IEndpointRouteBuilder api)
    {
        var silences = api.MapGroup("/silences").WithTags("silences");
        silences.MapGet("", (Viewer viewer, SilenceDesk desk, CancellationToken ct) => desk.List(viewer.Scope, ct)).WithSummary("Silences that hold, the soonest end first");
        silences.MapPost("", Set).WithSummary("Keeps notices about premises, a hazard or a camera quiet until a time, with a reason").ProducesProblem(403).ProducesProblem(422);
        silences.MapDelete("/{id:guid}", End).WithSummary("Ends a silence now").ProducesProblem(403).ProducesProblem(404);
    }

    private static async Task<Results<Created<SilenceRow>, ProblemHttpResult>> Set(
        SilenceRequest request, HttpContext http, Reviewers reviewers, SilenceDesk desk, CancellationToken ct)
    {
        if (await reviewers.Find(http.User, ct) is not { } actor)
            return CaseEndpoints.Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        if (!IdempotencyKey.Read(http.Request, out var key))
            return IdempotencyKey.Bad();
        var (silence, refusal) = await desk.Set(request, actor, ct, key);
        return refusal is not null ? CaseEndpoints.Refused(refusal) : TypedResults.Created($"/api/v1/silences/{silence!.Id:D}", silence);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> End(Guid id, HttpContext http, Reviewers reviewers, SilenceDesk desk, CancellationToken ct)
    {
        if (await reviewers.Find(http.User, ct) is not { } actor)
            return CaseEndpoints.Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        return await desk.End(id, actor, ct) is { } refusal ? CaseEndpoints.Refused(refusal) : TypedResults.NoContent();
    }
}
