using Mingchu.Contracts.Messages;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Mingchu.Edge.Config;

/// <summary>
/// Settings from afar, laid over the configuration file before it is read: a key that is there stands in place of the file's. Only keys that name no secret and no path
/// may be set; nothing is filled in from the environment. Addresses of cameras may, within the network that the file names (<see cref="CameraNetwork"/>).
/// </summary>
internal static class ConfigOverlay
{
    private const int Deepest = 16;
    private static readonly string[] RootKeys = ["rules", "hours", "prompts", "modelVersions"];

    /// <summary>Of these sections, the keys that may be set one by one.</summary>
    private static readonly (string Map, string[] Keys)[] Maps = [("analysis", ["mode", "fps", "motion"])];

    /// <summary>Lists whose entries are found by their id, with the keys that may be set there.</summary>
    private static readonly (string List, string[] Keys)[] Lists =
        [("cameras", ["rules", "hours", "zones", "masks", "name", "mode", "transport", "enabled", .. AddressKeys]), ("sensors", ["rules"])];

    private static string[] AddressKeys => ["url", "main"];

    /// <summary>Lays a text over a file; what is wrong with it is told and left out.</summary>
    /// <returns>The nodes of addresses that came from afar: for the reader to bound, and to be told again.</returns>
    public static IReadOnlySet<YamlNode> Lay(YamlMappingNode file, string text, List<ConfigError> errors)
    {
        var addresses = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);
        if (Parse(text, errors) is not { } overlay)
            return addresses;
        foreach (var (key, value) in Entries(overlay, "", errors))
        {
            if (RootKeys.Contains(key))
                Set(file, key, value);
            else if (Maps.FirstOrDefault(m => m.Map == key) is { Keys: { } part })
                LayMap(file, key, value, part, errors);
            else if (Lists.FirstOrDefault(l => l.List == key) is { Keys: { } keys })
                LayList(file, key, value, keys, addresses, errors);
            else
                errors.Add(new(value.Start.Line, key, $"can't be set from afar; known: {string.Join(", ", [.. RootKeys, .. Maps.Select(m => m.Map), .. Lists.Select(l => l.List)])}"));
        }
        return addresses;
    }

    /// <summary>What a file, with what was laid over it, says of the keys that may be set from afar; YAML that can be laid over it again. Of addresses only those that came from afar.</summary>
    public static string Effective(YamlMappingNode file, IReadOnlySet<YamlNode> addresses)
    {
        var effective = new YamlMappingNode();
        foreach (var key in RootKeys)
            Copy(file, effective, key);
        foreach (var (map, keys) in Maps)
        {
            var part = new YamlMappingNode();
            foreach (var key in Find(file, map) is YamlMappingNode own ? keys : [])
                Copy((YamlMappingNode)Find(file, map)!, part, key);
            if (part.Children.Count > 0)
                effective.Add(map, part);
        }
        foreach (var (list, keys) in Lists)
        {
            var entries = Items(file, list).Select(item =>
            {
                var entry = new YamlMappingNode();
                foreach (var key in keys.Prepend("id").Where(k => !AddressKeys.Contains(k) || addresses.Contains(Find(item, k)!)))
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

    private static void LayMap(YamlMappingNode file, string map, YamlNode value, string[] keys, List<ConfigError> errors)
    {
        if (value is not YamlMappingNode part)
        {
            errors.Add(new(value.Start.Line, map, "must be a mapping (key: value)"));
            return;
        }
        if (Find(file, map) is null)
            file.Add(map, new YamlMappingNode());
        foreach (var (key, node) in Entries(part, map, errors))
        {
            if (!keys.Contains(key))
                errors.Add(new(node.Start.Line, $"{map}.{key}", $"can't be set from afar; known: {string.Join(", ", keys)}"));
            else if (Find(file, map) is YamlMappingNode own)
                Set(own, key, node);
        }
    }

    private static void LayList(YamlMappingNode file, string list, YamlNode value, string[] keys, HashSet<YamlNode> addresses, List<ConfigError> errors)
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
            var mine = own.FirstOrDefault(o => Text(o, "id") == id) ?? Added(file, list, node, id);
            if (node is not YamlMappingNode entry || id is null || mine is null || !seen.Add(id))
            {
                errors.Add(new(node.Start.Line, $"{path}.id", id is null ? "is missing" : mine is null
                    ? $"'{id}' is not one of this device: {string.Join(", ", own.Select(o => Text(o, "id")))}{(list == "cameras" ? "; to add it, give its url" : "")}" : $"'{id}' is there already"));
                continue;
            }
            foreach (var (key, part) in Entries(entry, path, errors).Where(e => e.Key != "id"))
            {
                if (keys.Contains(key))
                    Set(mine, key, part);
                if (AddressKeys.Contains(key))
                    addresses.Add(part);
                if (!keys.Contains(key))
                    errors.Add(new(part.Start.Line, $"{path}.{key}", $"can't be set from afar; known: id, {string.Join(", ", keys)}"));
            }
        }
    }

    // A camera that the file does not know; it has an address at least.
    private static YamlMappingNode? Added(YamlMappingNode file, string list, YamlNode node, string? id)
    {
        if (list != "cameras" || id is null || Text(node, "url") is null || Find(file, list) is not YamlSequenceNode cameras)
            return null;
        var added = new YamlMappingNode { { "id", id } };
        cameras.Add(added);
        return added;
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
