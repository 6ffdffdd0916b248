using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Patrols;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Feed;
using Mingchu.Collector.Ledger;
using Mingchu.Collector.Licences;
using Mingchu.Collector.Patrols;
using Mingchu.Collector.People;
using Mingchu.Collector.Platforms;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Push;
using Mingchu.Collector.Quality;
using Mingchu.Collector.RemoteConfig;
using Mingchu.Collector.Risk;
using Mingchu.Collector.Viewing;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Api;

/// <summary>The HTTP API, version 1; described by <c>/openapi/v1.json</c>.</summary>
public static class ApiSetup
{
    /// <summary>Adds what the API and the pages read through.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSingleton<CaseReader>();
        services.AddSingleton<FeedReader>();
        services.AddSingleton<DeviceReader>();
        services.AddSingleton<DeviceKeys>();
        services.AddSingleton<AreaDesk>();
        services.AddSingleton<AreaNames>();
        services.AddSingleton<PeopleDesk>();
        services.AddSingleton<DeadLetterReader>();
        services.AddSingleton<DeliveryReader>();
        services.AddProblemDetails();
        services.AddOpenApi("v1", options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Mingchu collector";
            document.Info.Description = "Cases, devices and rejected messages. Sign in with `Authorization: Bearer` and an API token, or with the login cookie.";
            return Task.CompletedTask;
        }));
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new UtcMilliseconds());
            options.SerializerOptions.Converters.Add(new KebabCase<DeliveryState>());
            options.SerializerOptions.Converters.Add(new KebabCase<CameraState>());
            options.SerializerOptions.Converters.Add(new KebabCase<ConfigState>());
            options.SerializerOptions.Converters.Add(new KebabCase<EvidenceKind>());
            options.SerializerOptions.Converters.Add(new KebabCase<Stage>());
            options.SerializerOptions.Converters.Add(new KebabCase<Role>());
            options.SerializerOptions.Converters.Add(new KebabCase<LookKind>());
            options.SerializerOptions.Converters.Add(new KebabCase<LookState>());
            options.SerializerOptions.Converters.Add(new KebabCase<ReportState>());
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.MaxDepth = 16;
        });
        return services;
    }

    /// <summary>Adds the endpoints.</summary>
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi();
        var api = app.MapGroup("/api/v1");
        api.MapCases();
        api.MapFeed();
        api.MapPremises();
        api.MapPeople();
        api.MapGround();
        api.MapPlatforms();
        api.MapNotices();
        api.MapLicences();
        api.MapRisk();
        api.MapEvidence();
        api.MapQuality();
        api.MapPictures();
        api.MapLeads();
        api.MapCalm();
        api.MapDeliveries();
        api.MapPolicies();
        api.MapRemoteConfig();
        api.MapDeviceKeys();
        api.MapLooks();
        api.MapPatrols();
        api.MapLedger();
        api.MapGet("/devices", Devices).WithTags("devices").WithSummary("Boxes and cameras with their state, those with trouble first; q is a part of a box's id or premises' name");
        api.MapGet("/dead-letters", DeadLetters).WithTags("dead-letters").WithSummary("Rejected messages, newest first");
    }

    private static async Task<Results<Ok<Page<DeviceView>>, ProblemHttpResult>> Devices(
        Viewer viewer, DeviceReader reader, string? q, int? limit, string? cursor, CancellationToken ct)
    {
        var after = cursor is null ? null : DevicePlace.Parse(cursor);
        return cursor is not null && after is null
            ? BadCursor()
            : TypedResults.Ok(await reader.List(viewer.Scope, string.IsNullOrWhiteSpace(q) ? null : q.Trim(), after, Math.Clamp(limit ?? 50, 1, CaseEndpoints.MaxLimit), ct));
    }

    private static async Task<Results<Ok<Page<DeadLetterView>>, ProblemHttpResult>> DeadLetters(
        Viewer viewer, DeadLetterReader reader, int? limit, string? cursor, CancellationToken ct)
    {
        var after = cursor is null ? null : Cursor.Parse(cursor);
        return cursor is not null && after is null
            ? BadCursor()
            : TypedResults.Ok(await reader.List(viewer.Scope, after, Math.Clamp(limit ?? 50, 1, CaseEndpoints.MaxLimit), ct));
    }

    private static ProblemHttpResult BadCursor() =>
        TypedResults.Problem(Text("api.cursor"), statusCode: StatusCodes.Status400BadRequest, extensions: new Dictionary<string, object?> { ["code"] = "bad-cursor" });
}
