using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Xml.Linq;
using Mingchu.Contracts.Messages;

namespace Mingchu.Contracts.Tests;

/// <summary>Makes the published documents (schemas, examples) from the records, so that they can't drift apart.</summary>
internal static class ContractDocuments
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Root of the checkout.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    /// <summary>Name of the schema file to its text, one per kind of message.</summary>
    public static IReadOnlyDictionary<string, string> Schemas() => Some.Messages.ToDictionary(
        pair => $"{pair.Key}.schema.json",
        pair => Schema(pair.Key, pair.Value.GetType()));

    /// <summary>Name of the example file to its text, one per kind of message.</summary>
    public static IReadOnlyDictionary<string, string> Examples() => Some.Messages.ToDictionary(
        pair => $"{pair.Key}.json",
        pair => JsonNode.Parse(JsonSerializer.Serialize(pair.Value, pair.Value.GetType(), ContractJson.Wire))!.ToJsonString(Indented) + "\n");

    private static string Schema(string name, Type envelope)
    {
        var docs = XDocument.Load(Path.ChangeExtension(typeof(Alert).Assembly.Location, ".xml")).Descendants("member")
            .ToDictionary(m => m.Attribute("name")!.Value);
        var exporter = new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) =>
            {
                if (context.TypeInfo.Type == typeof(DateTimeOffset) || Nullable.GetUnderlyingType(context.TypeInfo.Type) == typeof(DateTimeOffset))
                    node = new JsonObject { ["type"] = "string", ["format"] = "date-time" };
                if (node is JsonObject schema && context.PropertyInfo is { } property && Describe(docs, property.DeclaringType, property.Name) is { } text)
                    schema.Insert(0, "description", text);
                return node;
            },
        };
        var root = ContractJson.Wire.GetTypeInfo(envelope)!.GetJsonSchemaAsNode(exporter).AsObject();
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root.Insert(1, "title", name);
        return root.ToJsonString(Indented) + "\n";
    }

    private static string? Describe(Dictionary<string, XElement> docs, Type type, string jsonName)
    {
        var property = type.GetProperties().FirstOrDefault(p => string.Equals(p.Name, jsonName, StringComparison.OrdinalIgnoreCase));
        if (property is null)
            return null;
        var typeName = (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName;
        var element = docs.GetValueOrDefault($"P:{typeName}.{property.Name}")?.Element("summary")
            ?? docs.GetValueOrDefault($"T:{typeName}")?.Elements("param").FirstOrDefault(p => p.Attribute("name")?.Value == property.Name);
        if (element is null)
            return null;
        var words = string.Concat(element.Nodes().Select(n => n is XElement e ? e.Attribute("cref")?.Value.Split('(')[0].Split('.')[^1] ?? e.Value : n.ToString()));
        return string.Join(' ', words.Replace("&gt;", ">", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
