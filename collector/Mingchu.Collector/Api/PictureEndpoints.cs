using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Evidence;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Api;

/// <summary>Pictures of people over HTTP.</summary>
public static class PictureEndpoints
{
    /// <summary>Adds the endpoint below <c>/api/v1</c>.</summary>
    public static void MapPictures(this IEndpointRouteBuilder api) => api.MapPost("/cases/{id:guid}/pictures", Add).WithTags("cases")
        .WithSummary("Adds a picture to a case: the body is a JPEG or PNG file; what it says beside the picture is taken out. With an Idempotency-Key a repeated request is answered as done").Accepts<byte[]>(MediaTypes.Jpeg, MediaTypes.Png).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);

    private static async Task<Results<NoContent, ProblemHttpResult>> Add(Guid id, HttpContext http, Reviewers reviewers, PictureDesk desk, CancellationToken ct)
    {
        if (await reviewers.Find(http.User, ct) is not { } actor)
            return CaseEndpoints.Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        if (!IdempotencyKey.Read(http.Request, out var key))
            return IdempotencyKey.Bad();
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = PictureDesk.MaxBytes;
        if (http.Request.ContentLength is not (> 0 and <= PictureDesk.MaxBytes))
            return CaseEndpoints.Refused(Refusal.Of(Refusals.NoPicture, $"{PictureDesk.MaxBytes / 1024 / 1024}"));
        var picture = new byte[http.Request.ContentLength.Value];
        await http.Request.Body.ReadExactlyAsync(picture, ct);
        return await desk.Add(id, picture, actor, ct, key) is { } refusal ? CaseEndpoints.Refused(refusal) : TypedResults.NoContent();
    }
}
