using System.Text.Json;

namespace Mingchu.Contracts;

/// <summary>Enum members as kebab-case words on the wire; numbers and unknown words are refused.</summary>
public sealed class KebabCase<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where TEnum : struct, Enum;
