namespace Mingchu.Contracts.Messages;

/// <summary>
/// CloudEvents 1.0 envelope in structured JSON mode, so that an MQTT 3.1.1 client loses nothing.
/// Unknown fields are ignored. <see cref="Id"/> together with <see cref="Source"/> identifies the message; a retry keeps both.
/// </summary>
/// <param name="SpecVersion">Always <c>1.0</c>.</param>
/// <param name="Id">1..128 characters of <c>[A-Za-z0-9._:/-]</c>, derived from the content's identity so that a retry can't make two.</param>
/// <param name="Source">The sender, <c>device/{device}</c>; must name the device of the topic.</param>
/// <param name="Type">One of <see cref="MessageTypes"/>.</param>
/// <param name="Time">When it happened, UTC.</param>
/// <param name="Data">The body.</param>
public sealed record CloudEvent<T>(
    [property: JsonPropertyName("specversion")] string SpecVersion,
    string Id,
    string Source,
    string Type,
    DateTimeOffset Time,
    T Data)
    where T : notnull
{
    /// <summary>Always <c>application/json</c>.</summary>
    [JsonPropertyName("datacontenttype")]
    public string DataContentType { get; init; } = "application/json";

    /// <summary>Name of the JSON Schema of <see cref="Data"/>, e.g. <c>mc/v1/alert.schema.json</c>.</summary>
    [JsonPropertyName("dataschema")]
    public string? DataSchema { get; init; }
}
