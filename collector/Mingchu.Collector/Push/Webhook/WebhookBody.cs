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
    /// <summary>The exact bytes to send for a notice.</summary>
    public static byte[] For(Shipment shipment, string? url)
    {
        var n = shipment.Notice;
        var hazard = HazardList.Current.Find(n.Hazard);
        var body = new WebhookBody(
            "case." + n.Occasion,
            n.At,
            new(n.CaseId, n.Number, shipment.Audience, n.PremisesId, n.PremisesName, n.Area, n.Hazard,
                new(hazard?.Zh ?? n.Hazard, hazard?.En ?? n.Hazard), n.Grade, url));
        return JsonSerializer.SerializeToUtf8Bytes(body, WebhookJson.Wire.WebhookBody);
    }
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

/// <summary>A name in both languages.</summary>
public sealed record WebhookNames(string Zh, string En);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UtcMilliseconds)])]
[JsonSerializable(typeof(WebhookBody))]
internal sealed partial class WebhookJson : JsonSerializerContext
{
    public static WebhookJson Wire => wire ??= new(new JsonSerializerOptions(Default.Options!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static WebhookJson? wire;
}
