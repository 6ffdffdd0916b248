using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Access;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Core.Ledger;
using Mingchu.Collector.Premises;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Ledger;

/// <summary>The clue ledger over HTTP.</summary>
public static class LedgerEndpoints
{
    /// <summary>Who reads the ledger: the market supervision and the grid, each in its area.</summary>
    public static bool May(Viewer viewer) => viewer.Actor is { } actor && (actor.Role.IsRegulator() || actor.Role.IsGrid());

    /// <summary>Adds the endpoints below <c>/api/v1</c>.</summary>
    public static void MapLedger(this IEndpointRouteBuilder api)
    {
        var ledger = api.MapGroup("/ledger").WithTags("ledger");
        ledger.MapGet("", List).WithSummary("Leads with source, time registered, summary, handling unit and result, newest first; filters: source, from, until or month, q, unit, result, area, hazard")
            .ProducesProblem(400).ProducesProblem(403);
        ledger.MapGet("/export", Export).WithSummary("The same as a file, format csv or xlsx; that it was read is logged").ProducesProblem(400).ProducesProblem(403).ProducesProblem(422);
        ledger.MapGet("/report", Report).WithSummary("Figures by area, source, hazard and result; the same filters").ProducesProblem(400).ProducesProblem(403);
    }

    private static async Task<Results<Ok<Page<LedgerLine>>, ProblemHttpResult>> List(HttpRequest request, Viewer viewer, LedgerReader reader, string? cursor, int? limit, CancellationToken ct)
    {
        if (!May(viewer))
            return NotAllowed();
        if (LedgerFilter.Of(request.Query) is not { Filter: { } filter })
            return BadFilter(request);
        return await reader.List(viewer.Scope, filter, cursor, Math.Clamp(limit ?? 50, 1, CaseEndpoints.MaxLimit), ct) is { } page
            ? TypedResults.Ok(page)
            : CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-cursor", Text("api.cursor"));
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Export(
        HttpRequest request, Viewer viewer, LedgerReader reader, AccessLog log, BusinessCalendar calendar, string? format, CancellationToken ct)
    {
        if (!May(viewer) || viewer.Actor is not { } actor)
            return NotAllowed();
        if (LedgerFilter.Of(request.Query) is not { Filter: { } filter })
            return BadFilter(request);
        await log.Record(actor, AccessKinds.Export, $"ledger{request.QueryString}", filter.Area?.Path ?? viewer.Scope.Area?.Path ?? "", ct);
        if (await reader.All(viewer.Scope, filter, ct) is not { } lines)
            return CaseEndpoints.Problem(StatusCodes.Status422UnprocessableEntity, "too-many", Text("ledger.too-many", LedgerReader.MaxExport));
        var rows = lines.Select(l => LedgerTable.Row(l, calendar.Offset));
        return format == "xlsx"
            ? TypedResults.File(PremisesFile.Excel(LedgerTable.Header, rows), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "ledger.xlsx")
            : TypedResults.File(PremisesFile.Csv(rows.Prepend(LedgerTable.Header)), "text/csv; charset=utf-8", "ledger.csv");
    }

    private static async Task<Results<Ok<LedgerReport>, ProblemHttpResult>> Report(HttpRequest request, Viewer viewer, LedgerReader reader, CancellationToken ct)
    {
        if (!May(viewer))
            return NotAllowed();
        return LedgerFilter.Of(request.Query) is { Filter: { } filter } ? TypedResults.Ok((await reader.Report(viewer.Scope, filter, ct)).Report) : BadFilter(request);
    }

    private static ProblemHttpResult NotAllowed() => CaseEndpoints.Problem(StatusCodes.Status403Forbidden, Refusals.NotAllowed, Text("api.not-allowed"));

    private static ProblemHttpResult BadFilter(HttpRequest request) =>
        CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-filter", Text("premises.filter.bad", LedgerFilter.Of(request.Query).Fault));
}
