using System.Text.Encodings.Web;
using System.Text.Json;
using Mingchu.Contracts.Hazards;
using Mingchu.Contracts.Messages;

namespace Mingchu.Contracts;

/// <summary>
/// The one JSON form of the contract: camelCase names, kebab-case enum words, RFC 3339 UTC times with milliseconds, nulls left out,
/// unknown fields ignored, a missing required field is an error. Both sides use <see cref="Wire"/>.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(UtcMilliseconds)])]
[JsonSerializable(typeof(HazardList))]
[JsonSerializable(typeof(CloudEvent<Alert>))]
[JsonSerializable(typeof(CloudEvent<Evidence>))]
[JsonSerializable(typeof(CloudEvent<Birth>))]
[JsonSerializable(typeof(CloudEvent<DeviceStatus>))]
[JsonSerializable(typeof(CloudEvent<CameraStatus>))]
[JsonSerializable(typeof(CloudEvent<Telemetry>))]
[JsonSerializable(typeof(CloudEvent<SensorReadings>))]
[JsonSerializable(typeof(CloudEvent<Prompt>))]
[JsonSerializable(typeof(CloudEvent<DesiredConfig>))]
[JsonSerializable(typeof(CloudEvent<ReportedConfig>))]
[JsonSerializable(typeof(IReadOnlyList<ConfigProblem>))]
[JsonSerializable(typeof(CloudEvent<CameraCommand>))]
[JsonSerializable(typeof(CloudEvent<CommandReply>))]
[JsonSerializable(typeof(CloudEvent<Receipt>))]
public sealed partial class ContractJson : JsonSerializerContext
{
    /// <summary>The context both sides use on the wire; Chinese text stays readable.</summary>
    public static ContractJson Wire => wire ??= new(new JsonSerializerOptions(Default.Options!)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 16,
    });

    // Made on first use: the generated half initialises Default, and the order between two halves is not defined.
    private static ContractJson? wire;
}
