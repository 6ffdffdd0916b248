using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Mingchu.Edge.Config;

/// <summary>A YAML mapping under reading: every question that fails adds an error with path and line, and reading goes on.</summary>
internal sealed partial class YamlScope
{
    private readonly YamlMappingNode? map;
    private readonly string path;
    private readonly List<ConfigError> errors;
    private readonly Func<string, string?> environment;
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public YamlScope(YamlNode? node, string path, List<ConfigError> errors, Func<string, string?> environment)
    {
        (this.path, this.errors, this.environment) = (path, errors, environment);
        map = node as YamlMappingNode;
        if (node is not null && map is null)
            Error(node, path, "must be a mapping (key: value)");
        Line = node?.Start.Line ?? 0;
    }

    public long Line { get; }

    /// <summary>A text with its <c>${NAME}</c> filled in; null when absent or wrong. A name inside a longer text is percent-encoded when <paramref name="url"/>.</summary>
    public string? Text(string key, bool required = false, bool url = false)
    {
        var node = Find(key);
        if (node is null)
        {
            if (required && map is not null)
                errors.Add(new(Line, Join(key), "is missing"));
            return null;
        }
        if (node is not YamlScalarNode { Value: { } value } scalar || (value.Length == 0 && scalar.Style == ScalarStyle.Plain) || IsNull(scalar))
        {
            Error(node, Join(key), "must be a text");
            return null;
        }
        var whole = value;
        var missing = false;
        var filled = Variable().Replace(value, match =>
        {
            if (environment(match.Groups[1].Value) is { } text)
                return url && match.Length < whole.Length ? Uri.EscapeDataString(text) : text;
            missing = true;
            Error(node, Join(key), $"environment variable {match.Groups[1].Value} is not set");
            return "";
        });
        return missing ? null : filled;
    }

    /// <summary>A text turned into a value; <paramref name="parse"/> answers with the value or with what is wrong.</summary>
    public T? Value<T>(string key, Func<string, (T? Value, string? Error)> parse, bool required = false, bool url = false)
        where T : class
    {
        if (Text(key, required, url) is not { } text)
            return null;
        var (value, error) = parse(text);
        if (error is not null)
            Error(Find(key)!, Join(key), error);
        return value;
    }

    public double Number(string key, double fallback, double min, double max)
    {
        if (Text(key) is not { } text)
            return fallback;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        Error(Find(key)!, Join(key), string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a number from {min} to {max}"));
        return fallback;
    }

    public int Whole(string key, int fallback, int min, int max)
    {
        if (Text(key) is not { } text)
            return fallback;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        Error(Find(key)!, Join(key), string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a whole number from {min} to {max}"));
        return fallback;
    }

    public bool Flag(string key, bool fallback)
    {
        if (Text(key) is not { } text)
            return fallback;
        if (text is "true" or "false")
            return text == "true";
        Error(Find(key)!, Join(key), $"'{text}' is not true or false");
        return fallback;
    }

    /// <summary>A time such as <c>500ms</c>, <c>8s</c>, <c>2m</c>, <c>1h</c>; a bare number means seconds.</summary>
    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan min, TimeSpan max)
    {
        if (Text(key) is not { } text)
            return fallback;
        var match = DurationPattern().Match(text);
        if (match.Success && double.TryParse(match.Groups[1].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            var seconds = number * match.Groups[2].Value switch { "ms" => 0.001, "m" => 60, "h" => 3600, _ => 1 };
            if (seconds >= min.TotalSeconds && seconds <= max.TotalSeconds)
                return TimeSpan.FromSeconds(seconds);
        }
        Error(Find(key)!, Join(key), string.Create(CultureInfo.InvariantCulture,
            $"'{text}' is not a time from {min.TotalSeconds} s to {max.TotalSeconds} s; write 500ms, 8s, 2m or 1h"));
        return fallback;
    }

    /// <summary>Whether the key is there.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>Whether the key's value is one of these very nodes.</summary>
    public bool IsOneOf(string key, IReadOnlySet<YamlNode> nodes) => Find(key) is { } node && nodes.Contains(node);

    /// <summary>A text, texts with commas between, or a list of texts; each turned into a value. Empty when absent.</summary>
    public IReadOnlyList<T> Values<T>(string key, Func<string, (T? Value, string? Error)> parse, bool required = false)
        where T : class
    {
        var result = new List<T>();
        if (Find(key) is not YamlSequenceNode list)
        {
            foreach (var part in Text(key, required)?.Split(',', StringSplitOptions.TrimEntries) ?? [])
                Take(Find(key)!, Join(key), part);
            return result;
        }
        if (list.Children.Count == 0 && required)
            Error(list, Join(key), "must name at least one");
        for (var i = 0; i < list.Children.Count; i++)
        {
            if (list.Children[i] is YamlScalarNode { Value: { Length: > 0 } text })
                Take(list.Children[i], $"{Join(key)}[{i}]", text);
            else
                Error(list.Children[i], $"{Join(key)}[{i}]", "must be a text");
        }
        return result;

        void Take(YamlNode node, string where, string text)
        {
            var (value, error) = parse(text);
            if (error is not null)
                Error(node, where, error);
            else if (value is not null)
                result.Add(value);
        }
    }

    /// <summary>A list of points, each <c>[x, y]</c> with both from 0 to 1; null when anything is wrong with it.</summary>
    public IReadOnlyList<(float X, float Y)>? Points(string key)
    {
        if (Find(key) is not { } node)
        {
            if (map is not null)
                errors.Add(new(Line, Join(key), "is missing"));
            return null;
        }
        if (node is not YamlSequenceNode list)
        {
            Error(node, Join(key), "must be a list of points, as [[0.1, 0.2], [0.9, 0.2], [0.9, 0.8]]");
            return null;
        }
        var points = new List<(float, float)>();
        for (var i = 0; i < list.Children.Count; i++)
        {
            if (list.Children[i] is YamlSequenceNode { Children: [YamlScalarNode x, YamlScalarNode y] } && Part(x) is { } left && Part(y) is { } top)
                points.Add((left, top));
            else
                Error(list.Children[i], $"{Join(key)}[{i}]", "must be a point [x, y], both from 0 (left, top) to 1 (right, bottom)");
        }
        return points.Count == list.Children.Count ? points : null;
    }

    public YamlScope Map(string key, bool required = false)
    {
        var node = Find(key);
        if (node is null && required && map is not null)
            errors.Add(new(Line, Join(key), "is missing"));
        return new(node, Join(key), errors, environment);
    }

    public IReadOnlyList<YamlScope> List(string key, bool required = false)
    {
        switch (Find(key))
        {
            case YamlSequenceNode list when list.Children.Count > 0 || !required:
                return [.. list.Children.Select((child, i) => new YamlScope(child, $"{Join(key)}[{i}]", errors, environment))];
            case null when !required || map is null:
                return [];
            case null:
                errors.Add(new(Line, Join(key), "is missing"));
                return [];
            case var other:
                Error(other, Join(key), "must be a list with at least one entry (- ...)");
                return [];
        }
    }

    public void Wrong(string key, string message) => Error(Find(key) ?? (YamlNode?)map, Join(key), message);

    /// <summary>Reports the keys nobody asked for.</summary>
    public void Close()
    {
        foreach (var key in map?.Children.Keys ?? Enumerable.Empty<YamlNode>())
        {
            if (key is not YamlScalarNode { Value: { } name })
                Error(key, path, "has a key that is not a text");
            else if (!asked.Contains(name))
                Error(key, Join(name), $"is not known here; known: {string.Join(", ", asked.Order(StringComparer.Ordinal))}");
        }
    }

    private YamlNode? Find(string key)
    {
        asked.Add(key);
        return map?.Children.FirstOrDefault(pair => pair.Key is YamlScalarNode { Value: { } name } && name == key).Value;
    }

    private static float? Part(YamlScalarNode node) =>
        float.TryParse(node.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var part) && part is >= 0 and <= 1 ? part : null;

    private static bool IsNull(YamlScalarNode scalar) => scalar.Style == ScalarStyle.Plain && scalar.Value is "null" or "~";

    private string Join(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private void Error(YamlNode? node, string where, string message) => errors.Add(new(node?.Start.Line ?? Line, where, message));

    [GeneratedRegex(@"\$\{([A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^([0-9]{1,6}(?:\.[0-9]{1,3})?)\s?(ms|s|m|h)?$", RegexOptions.CultureInvariant)]
    private static partial Regex DurationPattern();
}
