using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Core.Cases;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Devices;

/// <summary>Keys of boxes over HTTP.</summary>
public static class DeviceKeyEndpoints
{
    /// <summary>Adds the endpoints below <c>/api/v1</c>.</summary>
    public static void MapDeviceKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/devices/{device}/keys").WithTags("devices");
        keys.MapGet("", List).WithSummary("Keys that a box signs evidence with, the newest first").ProducesProblem(404);
        keys.MapPost("/{key}/accept", Accept).WithSummary("Takes a box's new key in place of the one before. Administrators only").ProducesProblem(403).ProducesProblem(404);
    }

    private static async Task<Results<Ok<IReadOnlyList<DeviceKeyView>>, ProblemHttpResult>> List(string device, Viewer viewer, DeviceKeys keys, CancellationToken ct) =>
        await keys.List(viewer.Scope, device, ct) is { } found ? TypedResults.Ok(found) : Problem(StatusCodes.Status404NotFound, "not-found", Text("config.refused.not-found"));

    private static async Task<Results<NoContent, ProblemHttpResult>> Accept(string device, string key, Viewer viewer, DeviceKeys keys, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor)
            return Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        if (actor.Role != Role.Admin)
            return Problem(StatusCodes.Status403Forbidden, "admins-only", Text("config.admins"));
        return await keys.Accept(device, key, actor, ct) ? TypedResults.NoContent() : Problem(StatusCodes.Status404NotFound, "not-found", Text("devices.key.gone"));
    }

    private static ProblemHttpResult Problem(int status, string code, string sentence) =>
        TypedResults.Problem(detail: sentence, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
