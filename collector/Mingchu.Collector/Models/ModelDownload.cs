using Mingchu.Collector.Broker;
using Mingchu.Collector.Config;
using Mingchu.Collector.Devices;

namespace Mingchu.Collector.Models;

/// <summary><c>GET /models/v1/{device}/{name}/{version}</c>: a box fetches a model with its token.</summary>
public static class ModelDownload
{
    public static IServiceCollection AddModels(this IServiceCollection services, ModelsConfig config) => services.AddSingleton(config).AddSingleton<ModelShelf>();

    public static void MapModelDownload(this IEndpointRouteBuilder app) =>
        app.MapGet("/models/v1/{device}/{name}/{version}", Get).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> Get(
        string device, string name, string version, HttpContext http, DeviceRegistry devices, LoginThrottle throttle, ModelShelf shelf, CancellationToken ct)
    {
        if (await DeviceLogIn.Refuse(device, http, devices, throttle, ct) is { } refused)
            return refused;
        return shelf.Find(name, version) is { } file
            ? Results.File(file, "application/zip", enableRangeProcessing: true)
            : Results.Problem("there is no such model; add it with 'mingchu-collector model add'", statusCode: 404, extensions: new Dictionary<string, object?> { ["code"] = "no-model" });
    }
}
