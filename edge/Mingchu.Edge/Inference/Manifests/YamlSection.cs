using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Mingchu.Edge.Inference.Manifests;

/// <summary>
/// Reads a mapping of a YAML file key by key. Every fault is added to <c>errors</c> with file, line and path, and a harmless value is
/// returned, so that one reading finds them all.
/// </summary>
internal sealed class YamlSection(string file, string path, YamlMappingNode node, List<string> errors)
{
    public string Text(string key)
    {
        if (Find(key) is YamlScalarNode { Value: { Length: > 0 } text })
            return text;
        Fault(key, "expected a text");
        return "";
    }

    public string? OptionalText(string key) => Has(key) ? Text(key) : null;

    public int Whole(string key, int min, int max)
    {
        if (Find(key) is YamlScalarNode scalar && int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max)
            return number;
        Fault(key, $"expected a whole number from {min} to {max}");
        return min;
    }

    public float Number(string key, float min, float max, float? otherwise = null)
    {
        if (otherwise is { } value && !Has(key))
            return value;
        if (Parse(Find(key)) is { } number && number >= min && number <= max)
            return number;
        Fault(key, string.Create(CultureInfo.InvariantCulture, $"expected a number from {min} to {max}"));
        return min;
    }

    public IReadOnlyList<float> Numbers(string key, int count, float min, float otherwise)
    {
        if (!Has(key))
            return Enumerable.Repeat(otherwise, count).ToArray();
        if (Find(key) is YamlSequenceNode list && list.Children.Count == count && list.Children.All(c => Parse(c) >= min))
            return [.. list.Children.Select(c => Parse(c)!.Value)];
        Fault(key, string.Create(CultureInfo.InvariantCulture, $"expected a list of {count} numbers, each at least {min}"));
        return Enumerable.Repeat(otherwise, count).ToArray();
    }

    public IReadOnlyList<int> Wholes(string key, int min, int max)
    {
        var result = new List<int>();
        if (Find(key) is YamlSequenceNode { Children.Count: > 0 } list)
            foreach (var child in list.Children)
                if (Parse(child) is { } number && number >= min && number <= max && number == MathF.Floor(number))
                    result.Add((int)number);
        if (result.Count == 0 || result.Count != ((YamlSequenceNode)Find(key)!).Children.Count)
            Fault(key, $"expected a list of whole numbers from {min} to {max}");
        return result;
    }

    public IReadOnlyList<string> Texts(string key)
    {
        if (Find(key) is YamlSequenceNode list && list.Children.All(c => c is YamlScalarNode { Value.Length: > 0 }))
            return [.. list.Children.Select(c => ((YamlScalarNode)c).Value!)];
        Fault(key, "expected a list of texts");
        return [];
    }

    public T Choice<T>(string key, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        var found = Find(key) is YamlScalarNode scalar ? scalar.Value : null;
        var words = new List<string>();
        foreach (var (word, value) in choices)
        {
            if (word == found)
                return value;
            words.Add(word);
        }
        Fault(key, $"expected {string.Join(" or ", words)}");
        return choices[0].Value;
    }

    public YamlSection Section(string key)
    {
        if (Find(key) is YamlMappingNode mapping)
            return new(file, Path(key), mapping, errors);
        Fault(key, "expected a mapping");
        // Its faults would only repeat this one.
        return new(file, Path(key), [], []);
    }

    public IReadOnlyList<YamlSection> Items(string key)
    {
        if (Find(key) is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            Fault(key, "expected a list with at least one entry");
            return [];
        }
        var items = new List<YamlSection>();
        for (var i = 0; i < list.Children.Count; i++)
        {
            if (list.Children[i] is YamlMappingNode mapping)
                items.Add(new(file, $"{Path(key)}[{i}]", mapping, errors));
            else
                Fault($"{key}[{i}]", "expected a mapping");
        }
        return items;
    }

    public bool Has(string key) => Find(key) is not null;

    public void Fault(string key, string expected)
    {
        var at = Find(key);
        var found = at switch
        {
            null => "it is missing",
            YamlScalarNode { Value: { } text } => $"found \"{(text.Length > 60 ? text[..60] + "..." : text)}\"",
            _ => "found something else",
        };
        errors.Add($"{file}:{(at ?? node).Start.Line}: {Path(key)}: {expected}, {found}");
    }

    private string Path(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private YamlNode? Find(string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private static float? Parse(YamlNode? value) =>
        value is YamlScalarNode scalar && float.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number)
            ? number : null;
}
