using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Api;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Config;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Risk;

/// <summary>Risk indexes over HTTP, for the market supervision.</summary>
public static class RiskEndpoints
{
    /// <summary>Registers risk indexes and their policy.</summary>
    public static IServiceCollection AddRisk(this IServiceCollection services, PolicyConfig config) => services
        .AddSingleton(PolicyFolder.Risk(config).Policy ?? throw new InvalidOperationException("the policy was not checked before"))
        .AddSingleton<RiskFacts>().AddSingleton<RiskWork>().AddSingleton<RiskReader>();

    /// <summary>Adds the endpoints below <c>/api/v1</c>.</summary>
    public static void MapRisk(this IEndpointRouteBuilder api)
    {
        api.MapGet("/risk", Ranking).WithTags("risk").WithSummary("Open premises by falling risk index, explained; filter: area").ProducesProblem(400).ProducesProblem(403);
        api.MapGet("/risk/{premises}", Find).WithTags("risk").WithSummary("The risk index of one premises with its parts").ProducesProblem(403).ProducesProblem(404);
    }

    private static async Task<Results<Ok<Page<RiskItem>>, ProblemHttpResult>> Ranking(Viewer viewer, RiskReader reader, string? area, int? limit, string? cursor, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor || !actor.Role.IsRegulator())
            return CaseEndpoints.Problem(StatusCodes.Status403Forbidden, Refusals.NotAllowed, Text("api.not-allowed"));
        Area? place = null;
        if (!string.IsNullOrWhiteSpace(area) && !Area.TryParse(area, out place))
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-filter", Text("premises.filter.bad", "area"));
        var skip = 0;
        if (cursor is not null && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out skip))
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-cursor", Text("api.cursor"));
        return TypedResults.Ok(await reader.Ranking(viewer.Scope, place, skip, Math.Clamp(limit ?? 50, 1, CaseEndpoints.MaxLimit), ct));
    }

    private static async Task<Results<Ok<RiskView>, ProblemHttpResult>> Find(string premises, Viewer viewer, RiskReader reader, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor || !actor.Role.IsRegulator())
            return CaseEndpoints.Problem(StatusCodes.Status403Forbidden, Refusals.NotAllowed, Text("api.not-allowed"));
        return await reader.Find(viewer.Scope, premises, ct) is { } found ? TypedResults.Ok(found)
            : CaseEndpoints.Problem(StatusCodes.Status404NotFound, "not-found", Text("premises.missing"));
    }
}
