using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Cases;

/// <summary>The stored JSON form of case events: camelCase, UTC milliseconds, nulls left out, properties in declaration order.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UtcMilliseconds)])]
[JsonSerializable(typeof(CaseEvent))]
[JsonSerializable(typeof(IReadOnlyList<Phrase>))]
[JsonSerializable(typeof(CaseFlow))]
[JsonSerializable(typeof(Phrase))]
public sealed partial class CaseJson : JsonSerializerContext
{
    private static CaseJson? stored;

    /// <summary>The context of the store; Chinese text stays readable.</summary>
    public static CaseJson Stored => stored ??= new(new JsonSerializerOptions(Default.Options!)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
