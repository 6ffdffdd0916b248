using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Core.Cases;
using Mingchu.Contracts.Messages;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.RemoteConfig;

/// <summary>Body of a change.</summary>
/// <param name="Text">YAML or JSON: the keys that the device is to go by in place of its own file's.</param>
/// <param name="Why">The reason, 1..500 characters.</param>
public sealed record ConfigRequest(string? Text, string? Why);

/// <summary>Configuration of devices over HTTP.</summary>
public static class ConfigEndpoints
{
    public static IServiceCollection AddRemoteConfig(this IServiceCollection services) => services.AddSingleton<ConfigDesk>();

    /// <summary>Adds the endpoints below <c>/api/v1</c>.</summary>
    public static void MapRemoteConfig(this IEndpointRouteBuilder api)
    {
        var config = api.MapGroup("/devices/{device}/config").WithTags("devices");
        config.MapGet("", Get).WithSummary("What a device is to go by, what it reports, and the history; the ETag is the revision").ProducesProblem(404);
        config.MapPut("", Put).WithSummary("Asks a device to go by a text; If-Match holds the revision looked at, \"0\" when there is none. Administrators only")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(412).ProducesProblem(428);
    }

    /// <summary>Why a change was refused, for a person.</summary>
    public static string Words(string refusal) => refusal switch
    {
        "not-found" => Text("config.refused.not-found"),
        "stale" => Text("config.refused.stale"),
        "too-long" => Text("config.refused.too-long", DesiredConfig.MaxChars),
        _ => Text("config.refused.no-reason", ConfigDesk.MaxWhy),
    };

    private static async Task<Results<Ok<ConfigView>, ProblemHttpResult>> Get(string device, HttpContext http, Viewer viewer, ConfigDesk desk, CancellationToken ct) =>
        await desk.Find(viewer.Scope, device, ct) is { } view ? Tagged(http, view) : Problem(StatusCodes.Status404NotFound, "not-found", Words("not-found"));

    private static async Task<Results<Ok<ConfigView>, ProblemHttpResult>> Put(
        string device, ConfigRequest request, HttpContext http, Viewer viewer, ConfigDesk desk, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor)
            return Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        if (actor.Role != Role.Admin)
            return Problem(StatusCodes.Status403Forbidden, "admins-only", Text("config.admins"));
        if (!long.TryParse(http.Request.Headers.IfMatch.ToString().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seen))
            return Problem(StatusCodes.Status428PreconditionRequired, "if-match", Text("config.if-match"));
        var change = await desk.Put(device, seen, request.Text ?? "", request.Why ?? "", actor, ct);
        if (change.Refusal is { } refusal)
        {
            return Problem(refusal switch { "not-found" => StatusCodes.Status404NotFound, "stale" => StatusCodes.Status412PreconditionFailed, _ => StatusCodes.Status400BadRequest },
                refusal, Words(refusal));
        }

        return Tagged(http, (await desk.Find(viewer.Scope, device, ct))!);
    }

    private static Ok<ConfigView> Tagged(HttpContext http, ConfigView view)
    {
        http.Response.Headers.ETag = $"\"{view.Revision.ToString(CultureInfo.InvariantCulture)}\"";
        return TypedResults.Ok(view);
    }

    private static ProblemHttpResult Problem(int status, string code, string sentence) =>
        TypedResults.Problem(detail: sentence, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
