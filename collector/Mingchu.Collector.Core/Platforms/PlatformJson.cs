using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Platforms;

/// <summary>The stored JSON form of what happens to notices and listings: camelCase, UTC milliseconds, nulls left out, properties in declaration order.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UtcMilliseconds)])]
[JsonSerializable(typeof(NoticeEvent))]
[JsonSerializable(typeof(NoticeState))]
[JsonSerializable(typeof(ListingEvent))]
[JsonSerializable(typeof(CardEvent))]
public sealed partial class PlatformJson : JsonSerializerContext
{
    private static PlatformJson? stored;

    /// <summary>The context of the store; Chinese text stays readable.</summary>
    public static PlatformJson Stored => stored ??= new(new JsonSerializerOptions(Default.Options!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
