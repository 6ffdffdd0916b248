using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mingchu.Contracts;
using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Push.Webhook;

/// <summary>Body of a webhook: a type, the time and the facts, as Standard Webhooks recommends.</summary>
/// <param name="Type"><c>case.</c> and one of <see cref="Occasions"/>: <c>case.opened</c>, <c>case.reminded</c>.</param>
/// <param name="Timestamp">When it happened, RFC 3339 UTC.</param>
/// <param name="Data">The case.</param>
public sealed record WebhookBody(string Type, DateTimeOffset Timestamp, WebhookCase Data)
{
    /// <summary>Id of the notice where no header says it.</summary>
    public string? Id { get; init; }

    /// <summary>The exact bytes to send for a notice.</summary>
    public static byte[] For(Shipment shipment, string? url, string? id = null)
    {
        var n = shipment.Notice;
        if (n.Work is { } work)
            return JsonSerializer.SerializeToUtf8Bytes(
                new WebhookWorkBody("work." + n.Occasion, n.At, new(shipment.Audience, n.PremisesName, n.Area, work.Title, work.Count, work.Due, url)) { Id = id }, WebhookJson.Wire.WebhookWorkBody);
        if (n.Platform is { } about)
            return JsonSerializer.SerializeToUtf8Bytes(
                new WebhookPlatformBody("platform." + n.Occasion, n.At, new(shipment.Audience, about.Id, about.Name, Said(about.Number), Said(n.PremisesId), Said(n.PremisesName), Said(n.Area), about.DueAt, url)) { Id = id },
                WebhookJson.Wire.WebhookPlatformBody);
        var hazard = HazardList.Current.Find(n.Hazard);
        var body = new WebhookBody(
            "case." + n.Occasion,
            n.At,
            new(n.CaseId, n.Number, shipment.Audience, n.PremisesId, n.PremisesName, n.Area, n.Hazard,
                new(hazard?.Zh ?? n.Hazard, hazard?.En ?? n.Hazard), n.Grade, url))
        { Id = id };
        return JsonSerializer.SerializeToUtf8Bytes(body, WebhookJson.Wire.WebhookBody);
    }

    private static string? Said(string text) => text.Length == 0 ? null : text;
}

/// <summary>A case as a webhook tells it.</summary>
/// <param name="CaseId">Id for <c>GET /api/v1/cases/{id}</c>.</param>
/// <param name="Number">Number for people.</param>
/// <param name="Audience">Who is told by this webhook.</param>
/// <param name="PremisesId">Where.</param>
/// <param name="PremisesName">Its name.</param>
/// <param name="Area">Its area path.</param>
/// <param name="Hazard">Code of the hazard list.</param>
/// <param name="HazardName">Its names.</param>
/// <param name="Grade">1..3.</param>
/// <param name="Url">Page of the case; absent when the collector does not know its public address.</param>
public sealed record WebhookCase(
    Guid CaseId,
    string Number,
    string Audience,
    string PremisesId,
    string PremisesName,
    string Area,
    string Hazard,
    WebhookNames HazardName,
    int Grade,
    string? Url);

/// <summary>Body of a webhook about work of an office.</summary>
/// <param name="Type"><c>work.</c> and one of <see cref="Occasions"/>: <c>work.drawn</c>, <c>work.key-list</c>, <c>work.report-due</c>, <c>work.report-late</c>.</param>
/// <param name="Timestamp">When it was given, RFC 3339 UTC.</param>
/// <param name="Data">The work.</param>
public sealed record WebhookWorkBody(string Type, DateTimeOffset Timestamp, WebhookWork Data)
{
    /// <summary>Id of the notice where no header says it.</summary>
    public string? Id { get; init; }
}

/// <summary>Work of an office as a webhook tells it.</summary>
/// <param name="Audience">Who is told by this webhook.</param>
/// <param name="Office">Name of the office.</param>
/// <param name="Area">Path of its area.</param>
/// <param name="Title">Month or name.</param>
/// <param name="Count">How many premises, or reports.</param>
/// <param name="Due">Last day; absent when there is none.</param>
/// <param name="Url">Page of it; absent when the collector does not know its public address.</param>
public sealed record WebhookWork(string Audience, string Office, string Area, string Title, int Count, DateOnly? Due, string? Url);

/// <summary>Body of a webhook about a notice to a platform or a shop on it.</summary>
/// <param name="Type"><c>platform.</c> and one of <see cref="Occasions"/>: <c>platform.notice-issued</c>, <c>platform.delisted</c>, <c>platform.relisted</c>.</param>
/// <param name="Timestamp">When it happened, RFC 3339 UTC.</param>
/// <param name="Data">The notice or listing.</param>
public sealed record WebhookPlatformBody(string Type, DateTimeOffset Timestamp, WebhookPlatform Data)
{
    /// <summary>Id of the notice where no header says it.</summary>
    public string? Id { get; init; }
}

/// <summary>A notice to a platform, or a decision about a shop on it, as a webhook tells it.</summary>
/// <param name="Audience">Who is told by this webhook.</param>
/// <param name="Platform">Id of the platform.</param>
/// <param name="PlatformName">Its name.</param>
/// <param name="Number">Number of the notice; absent when it is about a listing alone.</param>
/// <param name="PremisesId">The shop; absent when the notice is about the platform itself, as are the next two.</param>
/// <param name="PremisesName">Its name.</param>
/// <param name="Area">Path of the area.</param>
/// <param name="DueAt">By when an answer is awaited, RFC 3339 UTC; absent when none is.</param>
/// <param name="Url">Page of it; absent when the collector does not know its public address.</param>
public sealed record WebhookPlatform(
    string Audience, string Platform, string PlatformName, string? Number, string? PremisesId, string? PremisesName, string? Area, DateTimeOffset? DueAt, string? Url);

/// <summary>A name in both languages.</summary>
public sealed record WebhookNames(string Zh, string En);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UtcMilliseconds)])]
[JsonSerializable(typeof(WebhookBody))]
[JsonSerializable(typeof(WebhookWorkBody))]
[JsonSerializable(typeof(WebhookPlatformBody))]
internal sealed partial class WebhookJson : JsonSerializerContext
{
    public static WebhookJson Wire => wire ??= new(new JsonSerializerOptions(Default.Options!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static WebhookJson? wire;
}
