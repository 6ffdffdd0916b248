using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Access;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Api;
using Mingchu.Collector.Config;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Premises;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Premises;

/// <summary>Body of new premises.</summary>
/// <param name="Id">1..64 lower-case letters, digits and inner hyphens.</param>
/// <param name="Data">Cells by column name, as in files: name, area and kind at least.</param>
public sealed record PremisesRequest(string? Id, Dictionary<string, string>? Data);

/// <summary>Body of a change: cells by column name; what is missing stays.</summary>
public sealed record PremisesChangeRequest(Dictionary<string, string>? Data);

/// <summary>What an import did, or would do.</summary>
public sealed record ImportView(bool DryRun, int Added, int Changed, int Unchanged, IReadOnlyList<FieldErrorView> Errors);

/// <summary>What is wrong with one cell or field.</summary>
public sealed record FieldErrorView(int Row, string Field, string Code, string Why);

/// <summary>Premises over HTTP.</summary>
public static class PremisesEndpoints
{
    /// <summary>Registers premises and the policy about them.</summary>
    public static IServiceCollection AddPremises(this IServiceCollection services, PolicyConfig config) => services
        .AddSingleton(Cases.PolicyFolder.Premises(config).Policy ?? throw new InvalidOperationException("the policy was not checked before"))
        .AddSingleton<PremisesRegistry>().AddSingleton<PremisesReader>().AddSingleton<PremisesDesk>();

    /// <summary>Adds the endpoints below <c>/api/v1</c>.</summary>
    public static void MapPremises(this IEndpointRouteBuilder api)
    {
        var premises = api.MapGroup("/premises").WithTags("premises");
        premises.MapGet("", List).WithSummary("Premises by id; filters: area, kind, status, hot, noDineIn, schoolCanteen, kitchen, q, gap (any, supervisors, coordinators, stale)").ProducesProblem(400);
        premises.MapGet("/counts", Counts).WithSummary("How many premises the areas one level below have; the same filters").ProducesProblem(400);
        premises.MapGet("/export", Export).WithSummary("The same list as a file, format csv or xlsx; that it was read is logged").ProducesProblem(400);
        premises.MapPost("/import", Import).DisableAntiforgery().WithSummary("Body: a CSV or Excel file. All or nothing; dryRun=true only tells what it would do. With an Idempotency-Key a repeated import is answered with what came of it")
            .Accepts<byte[]>("text/csv").ProducesProblem(400).ProducesProblem(403).ProducesProblem(422);
        premises.MapGet("/{premises}", Find).WithSummary("One premises with cameras, people, cases and history; the ETag is its version; that it was read is logged").ProducesProblem(404);
        premises.MapPost("", Add).WithSummary("Adds premises; with an Idempotency-Key a repeated request is answered as done").ProducesProblem(400).ProducesProblem(403).ProducesProblem(409);
        premises.MapPut("/{premises}", Change).WithSummary("Changes an entry; If-Match holds the version looked at").ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(412).ProducesProblem(428);
    }

    /// <summary>An error in the reader's words.</summary>
    public static FieldErrorView View(FieldError error) => new(error.Row, error.Field, error.Why.Code, error.Why.In(CultureInfo.CurrentUICulture));

    private static async Task<Results<Ok<Page<PremisesItem>>, ProblemHttpResult>> List(
        HttpRequest request, Viewer viewer, PremisesReader reader, int? limit, string? cursor, CancellationToken ct) =>
        PremisesFilter.From(request.Query) is { Filter: { } filter }
            ? TypedResults.Ok(await reader.List(viewer.Scope, filter, cursor, Math.Clamp(limit ?? 50, 1, CaseEndpoints.MaxLimit), ct))
            : BadFilter(request);

    private static async Task<Results<Ok<IReadOnlyList<AreaCount>>, ProblemHttpResult>> Counts(HttpRequest request, Viewer viewer, PremisesReader reader, CancellationToken ct) =>
        PremisesFilter.From(request.Query) is { Filter: { } filter } ? TypedResults.Ok(await reader.Counts(viewer.Scope, filter, ct)) : BadFilter(request);

    private static async Task<Results<Ok<PremisesView>, ProblemHttpResult>> Find(
        string premises, HttpContext http, Viewer viewer, PremisesReader reader, AccessLog log, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor || await reader.Find(viewer.Scope, premises, ct) is not { } found)
            return CaseEndpoints.Problem(StatusCodes.Status404NotFound, "not-found", Text("premises.missing"));
        await log.Record(actor, AccessKinds.Contact, premises, found.Data["area"], ct);
        IfMatch.Tag(http.Response, found.Version);
        return TypedResults.Ok(found);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Export(
        HttpRequest request, Viewer viewer, PremisesReader reader, AccessLog log, string? format, CancellationToken ct)
    {
        if (PremisesFilter.From(request.Query) is not { Filter: { } filter })
            return BadFilter(request);
        if (viewer.Actor is not { } actor)
            return CaseEndpoints.Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        await log.Record(actor, AccessKinds.Export, request.QueryString.ToString(), filter.Area?.Path ?? viewer.Scope.Area?.Path ?? "", ct);
        var rows = (await reader.Entries(viewer.Scope, filter, ct)).Select(PremisesTable.Row);
        return format == "xlsx"
            ? TypedResults.File(PremisesFile.Excel(PremisesTable.Header, rows), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "premises.xlsx")
            : TypedResults.File(PremisesFile.Csv(rows.Prepend(PremisesTable.Header)), "text/csv; charset=utf-8", "premises.csv");
    }

    private static async Task<Results<Ok<ImportView>, BadRequest<ImportView>, ProblemHttpResult>> Import(
        HttpContext http, Viewer viewer, PremisesDesk desk, bool? dryRun, CancellationToken ct)
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
        var view = new ImportView(dryRun ?? false, result.Added, result.Changed, result.Unchanged, [.. result.Errors.Take(1000).Select(View)]);
        return result.Errors.Count > 0 ? TypedResults.BadRequest(view) : TypedResults.Ok(view);
    }

    private static async Task<Results<Created, ProblemHttpResult>> Add(PremisesRequest request, HttpRequest http, Viewer viewer, PremisesDesk desk, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor)
            return CaseEndpoints.Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        if (!IdempotencyKey.Read(http, out var key))
            return IdempotencyKey.Bad();
        var result = await desk.Write(request.Id ?? "", request.Data ?? [], null, actor, ct, key);
        return result.Refusal switch
        {
            null => TypedResults.Created($"/api/v1/premises/{request.Id}"),
            "key-used" => IdempotencyKey.Used(),
            _ => Refused(result),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Change(
        string premises, PremisesChangeRequest request, HttpContext http, Viewer viewer, PremisesDesk desk, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor)
            return CaseEndpoints.Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        if (IfMatch.Read(http.Request) is not { } seen)
            return IfMatch.Missing();
        var result = await desk.Write(premises, request.Data ?? [], seen, actor, ct);
        return result.Refusal is null ? TypedResults.NoContent() : Refused(result);
    }

    private static ProblemHttpResult Refused(PremisesResult result) => TypedResults.Problem(
        detail: result.Errors.Count > 0 ? string.Join("; ", result.Errors.Select(e => $"{e.Field}: {e.Why.In(CultureInfo.CurrentUICulture)}")) : Text($"premises.refused.{result.Refusal}"),
        statusCode: result.Refusal switch { "not-allowed" => 403, "not-found" => 404, "exists" => 409, "stale" => 412, _ => 400 },
        extensions: new Dictionary<string, object?> { ["code"] = result.Refusal, ["errors"] = result.Errors.Select(View).ToList() });

    private static ProblemHttpResult BadFilter(HttpRequest request) =>
        CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-filter", Text("premises.filter.bad", PremisesFilter.From(request.Query).Fault));
}
