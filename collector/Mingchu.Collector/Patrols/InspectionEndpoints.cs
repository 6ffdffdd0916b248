using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Patrols;
using Mingchu.Collector.Evidence;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Patrols;

/// <summary>Check lists and inspections over HTTP.</summary>
public static class InspectionEndpoints
{
    /// <summary>Adds the endpoints below <c>/api/v1</c>.</summary>
    public static void MapInspections(this IEndpointRouteBuilder api)
    {
        api.MapGet("/check-lists", Lists).WithTags("inspections").WithSummary("Check lists in their newest versions; all=true for every version");
        var inspections = api.MapGroup("/inspections").WithTags("inspections");
        inspections.MapGet("", List).WithSummary("Inspections, newest first; filters: premises, result (clean, case)").ProducesProblem(400);
        inspections.MapPost("", Add).WithSummary("Records an inspection: a clean record, or one lead per failed point. Idempotency-Key names the submission: sent again, it is the same inspection")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(422);
        inspections.MapGet("/{inspection:guid}", Find).WithSummary("One inspection with its points, cases and pictures").ProducesProblem(404);
        inspections.MapPost("/{inspection:guid}/points/{point}/pictures", AddPicture).Accepts<byte[]>(MediaTypes.Jpeg, MediaTypes.Png)
            .WithSummary("Adds a JPEG or PNG picture to a point of one's own inspection; what it says beside the picture is taken out. With an Idempotency-Key a repeated request is answered as done").ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        inspections.MapGet("/{inspection:guid}/pictures/{sha256:regex(^[0-9a-f]{{64}}$)}", Picture).WithSummary("A picture by its hash; that it was read is logged").ProducesProblem(404);
    }

    /// <summary>All faults in the reader's words.</summary>
    public static string InWords(IEnumerable<Phrase> faults) => string.Join(" ", faults.Select(f => f.In(CultureInfo.CurrentUICulture)));

    private static IReadOnlyList<CheckListView> Lists(CheckLists lists, bool? all) =>
        [.. (all is true ? lists.All : lists.Current).Select(l => CheckListView.Of(l, CultureInfo.CurrentUICulture))];

    private static async Task<Results<Ok<Page<InspectionItem>>, ProblemHttpResult>> List(
        Viewer viewer, InspectionReader reader, string? premises, string? result, string? cursor, int? limit, CancellationToken ct)
    {
        if (result is not (null or "" or "clean" or "case"))
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-filter", Text("inspection.filter"));
        var after = cursor is null ? null : Cursor.Parse(cursor);
        return cursor is not null && after is null
            ? CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-cursor", Text("api.cursor"))
            : TypedResults.Ok(await reader.List(viewer.Scope, Given(premises), Given(result), after, Math.Clamp(limit ?? 50, 1, CaseEndpoints.MaxLimit), ct));
    }

    private static async Task<Results<Ok<InspectionView>, ProblemHttpResult>> Find(Guid inspection, Viewer viewer, InspectionReader reader, CancellationToken ct) =>
        await reader.Find(viewer.Scope, inspection, ct) is { } found ? TypedResults.Ok(found) : Missing();

    private static async Task<Results<Created<InspectionReceipt>, Ok<InspectionReceipt>, ProblemHttpResult>> Add(
        InspectionRequest request, HttpContext http, Viewer viewer, InspectionDesk desk, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor)
            return CaseEndpoints.Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        if (!IdempotencyKey.Read(http.Request, out var key))
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-key", Text("api.key"));
        List<PointAnswer> answers = [];
        foreach (var answer in request.Answers ?? [])
            if (Answers.Parse(answer.Answer) is { } found)
                answers.Add(new(answer.Point ?? "", found, answer.Note ?? ""));
            else
                return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-answer", Text("inspection.answer", answer.Point));
        var form = new InspectionForm(request.Premises ?? "", request.List ?? "", request.Version, answers, key ?? Guid.NewGuid().ToString("N")) { Note = request.Note ?? "", At = request.At };
        var result = await desk.Record(form, actor, ct);
        if (result.Id is not { } id)
            return Refused(result.Faults);
        var receipt = new InspectionReceipt(id, result.IsNew);
        return result.IsNew ? TypedResults.Created($"/api/v1/inspections/{id:D}", receipt) : TypedResults.Ok(receipt);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AddPicture(
        Guid inspection, string point, HttpContext http, Viewer viewer, InspectionDesk desk, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor)
            return CaseEndpoints.Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        if (!IdempotencyKey.Read(http.Request, out var key))
            return IdempotencyKey.Bad();
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = PictureDesk.MaxBytes;
        if (http.Request.ContentLength is not (> 0 and <= PictureDesk.MaxBytes))
            return Refused([Phrase.Of("check.picture", point, $"{PictureDesk.MaxBytes / 1024 / 1024}")]);
        var picture = new byte[http.Request.ContentLength.Value];
        await http.Request.Body.ReadExactlyAsync(picture, ct);
        return await desk.AddPicture(inspection, point, picture, actor, ct, key) is { } fault ? Refused([fault]) : TypedResults.NoContent();
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> Picture(
        Guid inspection, string sha256, HttpContext http, Viewer viewer, InspectionReader reader, CancellationToken ct)
    {
        if (await reader.Picture(viewer, inspection, sha256, ct) is not { } picture)
            return Missing();
        // Who is not of the market supervision gets another file at the same address.
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Stream(picture.File, picture.MediaType);
    }

    private static ProblemHttpResult Missing() => CaseEndpoints.Problem(StatusCodes.Status404NotFound, "not-found", Phrase.Of("inspection.missing").In(CultureInfo.CurrentUICulture));

    private static ProblemHttpResult Refused(IReadOnlyList<Phrase> faults) => CaseEndpoints.Problem(
        faults[0].Code switch
        {
            "inspection.missing" => StatusCodes.Status404NotFound,
            Refusals.NotAllowed => StatusCodes.Status403Forbidden,
            _ => StatusCodes.Status422UnprocessableEntity,
        },
        faults[0].Code, InWords(faults));

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
