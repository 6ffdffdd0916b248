using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Patrols;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Patrols;

/// <summary>Body of a campaign.</summary>
/// <param name="Area">Path of the area it is in.</param>
/// <param name="Name">1..200 characters.</param>
/// <param name="Text">What it is about.</param>
/// <param name="Phases">In order.</param>
/// <param name="Targets">Inspections per office.</param>
/// <param name="Reports">When every office is to report.</param>
public sealed record CampaignRequest(
    string? Area, string? Name, string? Text, IReadOnlyList<CampaignPhase>? Phases, IReadOnlyList<CampaignTarget>? Targets, IReadOnlyList<CampaignReport>? Reports);

/// <summary>Body of an early end.</summary>
/// <param name="Reason">Why, 1..500 characters.</param>
public sealed record CampaignEndRequest(string? Reason);

/// <summary>Body of a report.</summary>
/// <param name="Text">1..20,000 characters.</param>
/// <param name="Office">Path of the office's area; the caller's own when absent.</param>
public sealed record ReportRequest(string? Text, string? Office);

/// <summary>Campaigns over HTTP.</summary>
public static class CampaignEndpoints
{
    /// <summary>Adds the endpoints below <c>/api/v1</c>.</summary>
    public static void MapCampaigns(this IEndpointRouteBuilder api)
    {
        var campaigns = api.MapGroup("/campaigns").WithTags("patrols");
        campaigns.MapGet("", (Viewer viewer, CampaignReader reader, string? cursor, int? limit, CancellationToken ct) => PlanEndpoints.List(reader.List, viewer, cursor, limit, ct))
            .WithSummary("Campaigns of the viewer's area and those above it, newest first").ProducesProblem(400);
        campaigns.MapPost("", Begin).WithSummary("Begins a campaign: phases, targets per office, reports due; with an Idempotency-Key a repeated request is answered as done")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(422);
        campaigns.MapGet("/{campaign:guid}", Find).WithSummary("One campaign with the progress of the offices that the viewer sees; the ETag is its version").ProducesProblem(404);
        campaigns.MapPut("/{campaign:guid}", Change).WithSummary("Writes a campaign anew, from its first day on only name and text; If-Match holds the version looked at")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
        campaigns.MapPost("/{campaign:guid}/end", End).WithSummary("Ends a campaign today with a reason; If-Match holds the version looked at")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
        campaigns.MapPut("/{campaign:guid}/reports/{number:int:min(0)}", Report).WithSummary("Hands in a report of an office, 0 being the first; again replaces its text, not its time")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
    }

    private static async Task<Results<Created<CampaignView>, ProblemHttpResult>> Begin(
        CampaignRequest request, HttpRequest http, Viewer viewer, CampaignDesk desk, CampaignReader reader, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor)
            return SignedOut();
        if (!IdempotencyKey.Read(http, out var key))
            return IdempotencyKey.Bad();
        var result = await desk.Begin(request.Area, Of(request), actor, ct, key);
        return result.Id is { } id ? TypedResults.Created($"/api/v1/campaigns/{id:D}", (await reader.Find(viewer.Scope, id, ct))!) : Refused(result);
    }

    private static async Task<Results<Ok<CampaignView>, ProblemHttpResult>> Find(Guid campaign, HttpResponse http, Viewer viewer, CampaignReader reader, CancellationToken ct)
    {
        if (await reader.Find(viewer.Scope, campaign, ct) is not { } found)
            return Refused(CampaignResult.No("not-found"));
        IfMatch.Tag(http, found.Version);
        return TypedResults.Ok(found);
    }

    private static Task<Results<NoContent, ProblemHttpResult>> Change(Guid campaign, CampaignRequest request, HttpContext http, Viewer viewer, CampaignDesk desk, CancellationToken ct) =>
        Write(http, viewer, (seen, actor) => desk.Change(campaign, request.Area, Of(request), seen, actor, ct));

    private static Task<Results<NoContent, ProblemHttpResult>> End(Guid campaign, CampaignEndRequest request, HttpContext http, Viewer viewer, CampaignDesk desk, CancellationToken ct) =>
        Write(http, viewer, (seen, actor) => desk.End(campaign, request.Reason, seen, actor, ct));

    private static async Task<Results<NoContent, ProblemHttpResult>> Write(HttpContext http, Viewer viewer, Func<int, Actor, Task<CampaignResult>> write)
    {
        if (viewer.Actor is not { } actor)
            return SignedOut();
        if (IfMatch.Read(http.Request) is not { } seen)
            return IfMatch.Missing();
        var result = await write(seen, actor);
        if (result.Code is not null)
            return Refused(result);
        IfMatch.Tag(http.Response, seen + 1);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Report(
        Guid campaign, int number, ReportRequest request, Viewer viewer, CampaignDesk desk, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor)
            return SignedOut();
        var result = await desk.Report(campaign, number, request.Office, request.Text, actor, ct);
        return result.Code is null ? TypedResults.NoContent() : Refused(result);
    }

    private static Campaign Of(CampaignRequest request) => new(request.Name ?? "", request.Text ?? "", request.Phases ?? [], request.Targets ?? [], request.Reports ?? []);

    private static ProblemHttpResult SignedOut() => CaseEndpoints.Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));

    private static ProblemHttpResult Refused(CampaignResult result) => result.Code switch
    {
        "not-allowed" => CaseEndpoints.Problem(StatusCodes.Status403Forbidden, Refusals.NotAllowed, Text("campaign.not-allowed")),
        "not-found" => CaseEndpoints.Problem(StatusCodes.Status404NotFound, "not-found", Text("patrol.missing")),
        "stale" => IfMatch.Stale(),
        "begun" or "over" => CaseEndpoints.Problem(StatusCodes.Status409Conflict, result.Code, Text($"campaign.refused.{result.Code}")),
        "key-used" => IdempotencyKey.Used(),
        _ => CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "invalid", Text("campaign.invalid", string.Join("; ", result.Faults))),
    };
}
