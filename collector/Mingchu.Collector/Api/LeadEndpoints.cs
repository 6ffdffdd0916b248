using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Cases;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Api;

/// <summary>Body of a lead that a person or another system hands in.</summary>
/// <param name="Source">department-patrol, video-patrol, grid-patrol, self-check, public-report, whistle-blower, complaint, platform-check, bad-rating, sensor, other-system.</param>
/// <param name="Premises">Id of the premises.</param>
/// <param name="Hazard">Code of the hazard list.</param>
/// <param name="Text">What was seen, 1..4000 characters.</param>
/// <param name="SeenAt">When; now when absent.</param>
/// <param name="Reference">Number under which the sender knows it; the same number of the same source and system is the same lead, and another text under it a note in its case.</param>
/// <param name="System">Name of the system whose number it is; a system that signs in by token is its own when this is absent.</param>
/// <param name="Case">Number of the case here that it is about, where the sender knows it.</param>
public sealed record LeadRequest(string? Source, string? Premises, string? Hazard, string? Text, DateTimeOffset? SeenAt, string? Reference, string? System, string? Case);

/// <summary>A lead that was taken in.</summary>
/// <param name="LeadId">The lead.</param>
/// <param name="CaseId">The case it is in.</param>
/// <param name="IsNew">False when the same was handed in before.</param>
public sealed record LeadReceipt(string LeadId, Guid CaseId, [property: JsonPropertyName("new")] bool IsNew);

/// <summary>Leads over HTTP.</summary>
public static class LeadEndpoints
{
    /// <summary>Adds the endpoint below <c>/api/v1</c>.</summary>
    public static void MapLeads(this IEndpointRouteBuilder api) => api.MapPost("/leads", Register).WithTags("leads")
        .WithSummary("Hands in a lead of any source but alerts; it joins the case of the same matter or opens one").ProducesProblem(400).ProducesProblem(403).ProducesProblem(422);

    private static async Task<Results<Created<LeadReceipt>, Ok<LeadReceipt>, ProblemHttpResult>> Register(
        LeadRequest request, HttpContext http, Reviewers reviewers, LeadDesk desk, CancellationToken ct)
    {
        if (LeadSources.Parse(request.Source) is not { } source)
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "unknown-source", Text("api.source", request.Source));
        if (!IdempotencyKey.Read(http.Request, out var key))
            return IdempotencyKey.Bad();
        if (await reviewers.Find(http.User, ct) is not { } actor)
            return CaseEndpoints.Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        var form = new LeadForm(source, request.Premises ?? "", request.Hazard ?? "", request.Text ?? "", request.SeenAt, request.Reference)
        {
            System = request.System is { Length: > 0 } system ? system : source is LeadSource.OtherSystem && actor.Id.StartsWith("token:", StringComparison.Ordinal) ? actor.Name : null,
            CaseNumber = request.Case is { Length: > 0 } number ? number : null,
        };
        var result = await desk.Register(form, actor, key, ct);
        if (result.Refusal is { } refusal)
            return CaseEndpoints.Refused(refusal);
        var receipt = new LeadReceipt(result.LeadId!, result.CaseId!.Value, result.IsNew);
        return result.IsNew ? TypedResults.Created($"/api/v1/cases/{receipt.CaseId:D}", receipt) : TypedResults.Ok(receipt);
    }
}
