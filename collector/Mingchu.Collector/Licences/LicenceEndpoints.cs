using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Api;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Config;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Licences;
using Mingchu.Collector.Platforms;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Licences;

/// <summary>Body of a licence: cells by column name, as in files.</summary>
public sealed record LicenceRequest(Dictionary<string, string>? Data);

/// <summary>Body of what a platform shows of a shop.</summary>
/// <param name="Licence">Number of the licence shown; absent for none.</param>
/// <param name="Issuer">Issuer shown, if any.</param>
/// <param name="PickUpAddress">Where riders fetch the meals.</param>
/// <param name="Dishes">Names of dishes or of their groups, at most 500.</param>
/// <param name="Online">Whether it takes orders.</param>
/// <param name="TradedFrom">First day of the orders looked at.</param>
/// <param name="TradedTo">Last day of them.</param>
public sealed record ShopRequest(string? Licence, string? Issuer, string? PickUpAddress, IReadOnlyList<string>? Dishes, bool? Online, DateOnly? TradedFrom, DateOnly? TradedTo);

/// <summary>Licences and their comparison over HTTP.</summary>
public static class LicenceEndpoints
{
    /// <summary>Registers the licence library and its comparison.</summary>
    public static IServiceCollection AddLicences(this IServiceCollection services, PolicyConfig config) => services
        .AddSingleton(PolicyFolder.Licences(config).Policy ?? throw new InvalidOperationException("the policy was not checked before"))
        .AddSingleton(s => new LicenceCheck(s.GetRequiredService<IDbContextFactory<CollectorDb>>(), s.GetRequiredService<WriterLock>(), s.GetRequiredService<LicencePolicy>(),
            s.GetRequiredService<WorkflowPolicy>().Calendar, s.GetRequiredService<LeadDesk>(), s.GetRequiredService<TimeProvider>()))
        .AddSingleton<LicenceDesk>().AddSingleton<LicenceReader>().AddSingleton<LicenceWork>();

    /// <summary>Adds the endpoints below <c>/api/v1</c>.</summary>
    public static void MapLicences(this IEndpointRouteBuilder api)
    {
        var licences = api.MapGroup("/licences").WithTags("licences");
        licences.MapGet("", List).WithSummary("Licences by number, what is public of them; filters: q, premises. A platform reads them all");
        licences.MapGet("/{licence}", Find).WithSummary("One licence by its number; regulators see whose it is, and the ETag is its version").ProducesProblem(404);
        licences.MapPut("/{licence}", Put).WithSummary("Adds a licence, or with If-Match changes it").ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412);
        licences.MapPost("/import", Import).DisableAntiforgery().WithSummary("Body: a CSV or Excel file. All or nothing; dryRun=true only tells what it would do. With an Idempotency-Key a repeated import is answered with what came of it")
            .Accepts<byte[]>("text/csv").ProducesProblem(400).ProducesProblem(403).ProducesProblem(422);
        api.MapPut("/listings/{id:guid}/shop", HandIn).WithTags("licences").WithSummary("What a platform shows of a shop and how it trades; compared at once, the findings are the answer")
            .ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        api.MapGet("/licence-findings", Findings).WithTags("licences").WithSummary("What comparisons found, newest first; filters: code, open, listing").ProducesProblem(400);
    }

    private static Task<Page<LicenceItem>> List(Viewer viewer, LicenceReader reader, string? q, string? premises, int? limit, string? cursor, CancellationToken ct) =>
        reader.List(viewer, string.IsNullOrWhiteSpace(q) ? null : q.Trim(), premises, cursor, Math.Clamp(limit ?? 50, 1, CaseEndpoints.MaxLimit), ct);

    private static async Task<Results<Ok<LicenceView>, ProblemHttpResult>> Find(string licence, Viewer viewer, LicenceReader reader, HttpContext http, CancellationToken ct)
    {
        if (await reader.Find(viewer, licence, ct) is not { } found)
            return CaseEndpoints.Problem(StatusCodes.Status404NotFound, "not-found", Text("licence.not-found"));
        if (found.Version is { } version)
            http.Response.Headers.ETag = $"\"{version}\"";
        return TypedResults.Ok(found);
    }

    private static async Task<Results<Created, NoContent, ProblemHttpResult>> Put(
        string licence, LicenceRequest request, HttpContext http, Viewer viewer, LicenceDesk desk, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor)
            return CaseEndpoints.Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        var seen = PlatformEndpoints.Version(http.Request, null);
        var cells = new Dictionary<string, string>(request.Data ?? [], StringComparer.Ordinal) { ["number"] = licence };
        var result = await desk.Write(cells, seen, actor, ct);
        return result.Refusal switch
        {
            null => seen is null ? TypedResults.Created($"/api/v1/licences/{licence}") : TypedResults.NoContent(),
            _ => TypedResults.Problem(
                detail: result.Errors.Count > 0 ? string.Join("; ", result.Errors.Select(e => $"{e.Field}: {PremisesEndpoints.View(e).Why}")) : Text($"premises.refused.{result.Refusal}"),
                statusCode: result.Refusal switch { "not-allowed" => 403, "not-found" => 404, "exists" => 409, "stale" => 412, _ => 400 },
                extensions: new Dictionary<string, object?> { ["code"] = result.Refusal, ["errors"] = result.Errors.Select(PremisesEndpoints.View).ToList() }),
        };
    }

    private static async Task<Results<Ok<ImportView>, BadRequest<ImportView>, ProblemHttpResult>> Import(HttpContext http, Viewer viewer, LicenceDesk desk, bool? dryRun, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor || !actor.Role.IsRegulator())
            return CaseEndpoints.Problem(StatusCodes.Status403Forbidden, Refusals.NotAllowed, Text("api.not-allowed"));
        if (!IdempotencyKey.Read(http.Request, out var key))
            return IdempotencyKey.Bad();
        if (http.Request.ContentLength is not (> 0 and <= PremisesFile.MaxBytes))
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-file", Text("premises.import.file"));
        var file = new byte[http.Request.ContentLength.Value];
        await http.Request.Body.ReadExactlyAsync(file, ct);
        if (PremisesFile.Read(file) is not { } rows)
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-file", Text("premises.import.file"));
        if (await desk.Import(rows, dryRun ?? false, actor, ct, key) is not { } result)
            return IdempotencyKey.Used();
        var view = new ImportView(dryRun ?? false, result.Added, result.Changed, result.Unchanged, [.. result.Errors.Take(1000).Select(PremisesEndpoints.View)]);
        return result.Errors.Count > 0 ? TypedResults.BadRequest(view) : TypedResults.Ok(view);
    }

    private static async Task<Results<Ok<Page<FindingItem>>, ProblemHttpResult>> HandIn(
        Guid id, ShopRequest request, Viewer viewer, LicenceDesk desk, LicenceReader reader, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor)
            return CaseEndpoints.Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        var data = new ShopData("", request.Licence ?? "", request.Issuer ?? "", request.PickUpAddress ?? "", [.. (request.Dishes ?? []).Select(d => d ?? "")], request.Online ?? false, request.TradedFrom, request.TradedTo);
        return await desk.HandIn(id, data, actor, ct) is { } refusal ? PlatformEndpoints.Refused(refusal)
            : TypedResults.Ok(await reader.Findings(viewer, null, true, id, null, CaseEndpoints.MaxLimit, ct));
    }

    private static async Task<Results<Ok<Page<FindingItem>>, ProblemHttpResult>> Findings(
        Viewer viewer, LicenceReader reader, string? code, bool? open, Guid? listing, int? limit, string? cursor, CancellationToken ct)
    {
        if (code is not null && FindingCodes.Parse(code) is null)
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-filter", Text("premises.filter.bad", "code"));
        var (after, problem) = PlatformEndpoints.After(cursor);
        return problem is not null ? problem
            : TypedResults.Ok(await reader.Findings(viewer, FindingCodes.Parse(code), open ?? false, listing, after, Math.Clamp(limit ?? 50, 1, CaseEndpoints.MaxLimit), ct));
    }
}
