using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Grading;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Api;

/// <summary>What a changed grading policy would have done, in the reader's language.</summary>
/// <param name="Policy">Version of the policy tried.</param>
/// <param name="Cases">Cases looked at.</param>
/// <param name="Before">Cases of grade 1, 2, 3 as they are.</param>
/// <param name="After">The same under the policy tried.</param>
/// <param name="Changes">Cases with another grade, at most 1,000.</param>
public sealed record TrialView(string Policy, int Cases, IReadOnlyList<int> Before, IReadOnlyList<int> After, IReadOnlyList<TrialChange> Changes);

/// <summary>A case that would have another grade.</summary>
public sealed record TrialChange(Guid CaseId, string Number, string Hazard, int Was, int WouldBe, IReadOnlyList<string> Reasons);

/// <summary>Policies over HTTP.</summary>
public static class PolicyEndpoints
{
    private const int MaxBytes = 256 * 1024;

    /// <summary>Adds the endpoint below <c>/api/v1</c>.</summary>
    public static void MapPolicies(this IEndpointRouteBuilder api) => api.MapPost("/policies/grading/try", Try).WithTags("policies")
        .WithSummary("Body: a grading.json. What it would have changed in the cases of the last days (30 unless asked otherwise); changes nothing")
        .Accepts<string>("application/json").ProducesProblem(400).ProducesProblem(403);

    private static async Task<Results<Ok<TrialView>, ProblemHttpResult>> Try(
        HttpContext http, Reviewers reviewers, GradingTrial trial, int? days, CancellationToken ct)
    {
        if (await reviewers.Find(http.User, ct) is not { } actor || !actor.Role.IsRegulator())
            return CaseEndpoints.Problem(StatusCodes.Status403Forbidden, Refusals.NotAllowed, Text("api.not-allowed"));
        if (http.Request.ContentLength is not (> 0 and <= MaxBytes))
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-policy", Text("api.policy", $"1..{MaxBytes}"));
        using var reader = new StreamReader(http.Request.Body);
        var (policy, errors) = PolicyFile.Parse(await reader.ReadToEndAsync(ct));
        if (policy is null)
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-policy", Text("api.policy", string.Join("; ", errors)));
        var result = await trial.Run(Core.Areas.Scope.Of(actor), policy, Math.Clamp(days ?? 30, 1, 3660), ct);
        return TypedResults.Ok(new TrialView(result.Policy, result.Cases, result.Before, result.After,
            [.. result.Changes.Take(1000).Select(c => new TrialChange(c.CaseId, c.Number, c.Hazard, c.Was, c.WouldBe,
                [.. c.Reasons.Select(r => r.In(CultureInfo.CurrentUICulture))]))]));
    }
}
