using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Mingchu.Collector.Core;

/// <summary>What the readers of policy files share: a JSON error as a line a person can act on, and the built-in file of the assembly.</summary>
internal static class PolicyText
{
    /// <summary>The parsed form, or where it is not JSON of this form.</summary>
    public static (T? Form, IReadOnlyList<string> Errors) Read<T>(string json, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) is { } form ? (form, []) : (null, ["$: is empty"]);
        }
        catch (JsonException e)
        {
            return (null, [$"{(e.Path is null or "$" ? "line " + (e.LineNumber + 1) : e.Path.TrimStart('$', '.'))}: {e.Message.Split(" Path:")[0]}"]);
        }
    }

    /// <summary>The built-in file of this name; it is part of the build, so an error in it is a defect.</summary>
    public static T Default<T>(string name, Func<string, (T? Policy, IReadOnlyList<string> Errors)> parse)
        where T : class
    {
        using var stream = typeof(PolicyText).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded");
        using var reader = new StreamReader(stream);
        var (policy, errors) = parse(reader.ReadToEnd());
        return policy ?? throw new InvalidOperationException($"embedded {name}: {string.Join("; ", errors)}");
    }
}
