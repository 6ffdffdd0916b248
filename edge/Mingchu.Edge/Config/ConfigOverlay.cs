using Mingchu.Contracts.Messages;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Mingchu.Edge.Config;

/// <summary>
/// Settings from afar, laid over the configuration file before it is read: a key that is there stands in place of the file's. Only keys that name no secret, address
/// or path may be set; nothing is filled in from the environment.
/// </summary>
internal static class ConfigOverlay
{
    private const int Deepest = 16;
    private static readonly string[] RootKeys = ["rules", "hours", "prompts", "modelVersions"];

    /// <summary>Lists whose entries are found by their id, with the keys that may be set there.</summary>
    private static readonly (string List, string[] Keys)[] Lists = [("cameras", ["rules", "hours", "zones", "masks"]), ("sensors", ["rules"])];

    /// <summary>Lays a text over a file; what is wrong with it is told and left out.</summary>
    public static void Lay(YamlMappingNode file, string text, List<ConfigError> errors)
    {
        if (Parse(text, errors) is not { } overlay)
            return;
        foreach (var (key, value) in Entries(overlay, "", errors))
        {
            if (RootKeys.Contains(key))
                Set(file, key, value);
            else if (Lists.FirstOrDefault(l => l.List == key) is { Keys: { } keys })
                LayList(file, key, value, keys, errors);
            else
                errors.Add(new(value.Start.Line, key, $"can't be set from afar; known: {string.Join(", ", RootKeys.Concat(Lists.Select(l => l.List)))}"));
        }
    }

    /// <summary>What a file, with what was laid over it, says of the keys that may be set from afar; YAML that can be laid over it again.</summary>
    public static string Effective(YamlMappingNode file)
    {
        var effective = new YamlMappingNode();
        foreach (var key in RootKeys)
            Copy(file, effective, key);
        foreach (var (list, keys) in Lists)
        {
            var entries = Items(file, list).Select(item =>
            {
                var entry = new YamlMappingNode();
                foreach (var key in keys.Prepend("id"))
                    Copy(item, entry, key);
                return entry;
            }).Where(e => e.Children.Count > 1).ToList();
            if (entries.Count > 0)
                effective.Add(list, new YamlSequenceNode(entries));
        }
        if (effective.Children.Count == 0)
            return "";
        var writer = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(effective)).Save(writer, assignAnchors: false);
        // The writer ends a document with a mark that nobody who edits the text wants to see.
        return writer.ToString().Replace("\n...\n", "\n", StringComparison.Ordinal);
    }

    private static YamlMappingNode? Parse(string text, List<ConfigError> errors)
    {
        if (text.Length > DesiredConfig.MaxChars)
        {
            errors.Add(new(0, "", $"has {text.Length} characters; at most {DesiredConfig.MaxChars} are read"));
            return null;
        }
        try
        {
            if (Unsafe(text) is { } error)
            {
                errors.Add(error);
                return null;
            }
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 0)
                return new();
            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
                return root;
            errors.Add(new(0, "", "must be one mapping (key: value)"));
        }
        catch (Exception e)
        {
            errors.Add(new((e as YamlException)?.Start.Line ?? 0, "", $"is not YAML: {e.Message}"));
        }
        return null;
    }

    // Looked for in the stream of events, which no depth can overflow.
    private static ConfigError? Unsafe(string text)
    {
        var (parser, depth) = (new Parser(new StringReader(text)), 0);
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            var line = parser.Current.Start.Line;
            if (depth > Deepest)
                return new(line, "", $"is nested more than {Deepest} deep");
            if (parser.Current is AnchorAlias)
                return new(line, "", "aliases (*name) are not taken from afar; write it out");
            if (parser.Current is Scalar { Value: { } value } && value.Contains("${", StringComparison.Ordinal))
                return new(line, "", "${NAME} is not filled in from afar");
        }
        return null;
    }

    private static void LayList(YamlMappingNode file, string list, YamlNode value, string[] keys, List<ConfigError> errors)
    {
        if (value is not YamlSequenceNode sequence)
        {
            errors.Add(new(value.Start.Line, list, "must be a list (- id: ...)"));
            return;
        }
        var (own, seen) = (Items(file, list).ToList(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (index, node) in sequence.Children.Index())
        {
            var path = $"{list}[{index}]";
            var id = Text(node, "id");
            var mine = own.FirstOrDefault(o => Text(o, "id") == id);
            if (node is not YamlMappingNode entry || id is null || mine is null || !seen.Add(id))
            {
                errors.Add(new(node.Start.Line, $"{path}.id", id is null ? "is missing" : mine is null
                    ? $"'{id}' is not one of this device: {string.Join(", ", own.Select(o => Text(o, "id")))}" : $"'{id}' is there already"));
                continue;
            }
            foreach (var (key, part) in Entries(entry, path, errors).Where(e => e.Key != "id"))
            {
                if (keys.Contains(key))
                    Set(mine, key, part);
                else
                    errors.Add(new(part.Start.Line, $"{path}.{key}", $"can't be set from afar; known: id, {string.Join(", ", keys)}"));
            }
        }
    }

    private static IEnumerable<(string Key, YamlNode Value)> Entries(YamlMappingNode map, string path, List<ConfigError> errors)
    {
        foreach (var (key, value) in map.Children)
        {
            if (key is YamlScalarNode { Value: { } name })
                yield return (name, value);
            else
                errors.Add(new(key.Start.Line, path, "has a key that is not a text"));
        }
    }

    private static IEnumerable<YamlMappingNode> Items(YamlMappingNode map, string list) =>
        Find(map, list) is YamlSequenceNode sequence ? sequence.Children.OfType<YamlMappingNode>() : [];

    private static string? Text(YamlNode node, string key) => node is YamlMappingNode map && Find(map, key) is YamlScalarNode { Value: { } text } ? text : null;

    private static YamlNode? Find(YamlMappingNode map, string key) => map.Children.FirstOrDefault(c => c.Key is YamlScalarNode { Value: { } name } && name == key).Value;

    private static void Copy(YamlMappingNode from, YamlMappingNode to, string key)
    {
        if (Find(from, key) is { } value)
            to.Add(key, value);
    }

    private static void Set(YamlMappingNode map, string key, YamlNode value)
    {
        if (map.Children.Keys.FirstOrDefault(k => k is YamlScalarNode { Value: { } name } && name == key) is { } there)
            map.Children[there] = value;
        else
            map.Add(key, value);
    }
}
