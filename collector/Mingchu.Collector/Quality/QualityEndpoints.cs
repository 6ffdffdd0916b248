using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Core.Quality;
using Mingchu.Contracts.Hazards;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Quality;

/// <summary>Measured precision over HTTP; registers what reads it.</summary>
public static class QualityEndpoints
{
    /// <summary>Registers what reads verdicts, for pages, API and commands.</summary>
    public static IServiceCollection AddQuality(this IServiceCollection services) =>
        services.AddSingleton<VerdictReader>().AddSingleton<QualityReader>();

    /// <summary>Adds the endpoint below <c>/api/v1</c>.</summary>
    public static void MapQuality(this IEndpointRouteBuilder api) => api.MapGet("/quality", Read).WithTags("quality")
        .WithSummary("Precision by verdicts, with suggestions per camera").ProducesProblem(400);

    /// <summary>The breakdown of this word; null when there is none such.</summary>
    public static QualityBy? By(string? word) => word switch
    {
        null or "" or "camera" => QualityBy.Camera,
        "device" => QualityBy.Device,
        "hazard" => QualityBy.Hazard,
        "model" => QualityBy.Model,
        _ => null,
    };

    private static async Task<Results<Ok<QualityView>, ProblemHttpResult>> Read(
        Viewer viewer, QualityReader reader, string? by, int? days, string? hazard, string? camera, string? area, CancellationToken ct)
    {
        if (By(by) is not { } breakdown)
            return Problem("unknown-by", Text("api.by", by));
        if (days is < 1 or > QualityReader.MaxDays)
            return Problem("days-range", Text("api.days", QualityReader.MaxDays));
        if (!string.IsNullOrEmpty(hazard) && HazardList.Current.Find(hazard) is null)
            return Problem("unknown-hazard", Text("api.hazard", hazard));
        return TypedResults.Ok(await reader.Read(viewer.Scope, Filter(hazard, camera, area), days ?? QualityReader.DefaultDays, breakdown, ct));
    }

    /// <summary>The filter from the words of an address.</summary>
    public static VerdictFilter Filter(string? hazard, string? camera, string? area) => new() { Hazard = Word(hazard), Camera = Word(camera), Area = Word(area) };

    private static string? Word(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static ProblemHttpResult Problem(string code, string sentence) =>
        TypedResults.Problem(detail: sentence, statusCode: StatusCodes.Status400BadRequest, extensions: new Dictionary<string, object?> { ["code"] = code });
}
