using System.Globalization;
using System.Text.Json;

namespace Mingchu.Contracts;

/// <summary>RFC 3339 in UTC with milliseconds, <c>2026-01-31T08:15:30.250Z</c>. Reads any offset, refuses a time without one.</summary>
public sealed class UtcMilliseconds : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString();
        // DateTimeOffset.Parse would take a time without offset as local time, which differs from box to box.
        var hasOffset = text is not null && text.Length >= 20 && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-');
        return hasOffset && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.ToUniversalTime()
            : throw new JsonException($"'{text}' is not an RFC 3339 time with offset, e.g. 2026-01-31T08:15:30.250Z");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
}
