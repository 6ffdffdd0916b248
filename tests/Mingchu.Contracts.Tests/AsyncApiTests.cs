using System.Globalization;
using System.Reflection;
using Mingchu.Contracts.Messages;
using YamlDotNet.RepresentationModel;

namespace Mingchu.Contracts.Tests;

/// <summary>The published AsyncAPI document names the topics, types and schemas that the code uses, no more and no less.</summary>
public sealed class AsyncApiTests
{
    private static readonly YamlMappingNode Document = Load();

    [Fact]
    public void Its_addresses_are_the_topics_of_the_code()
    {
        var code = typeof(Topics).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(m => m.ReturnType == typeof(string))
            .Select(m => (string)m.Invoke(null, [.. m.GetParameters().Select(p => (object)$"{{{p.Name}}}")])!)
            .Order();
        var document = Map("channels").Select(c => Text(c, "address")).Order();
        Assert.Equal(code, document);
    }

    [Fact]
    public void Its_message_names_are_the_types_of_the_code()
    {
        var code = typeof(MessageTypes).GetFields().Select(f => (string)f.GetRawConstantValue()!).Order();
        Assert.Equal(code, Map("components", "messages").Select(m => Text(m, "name")).Order());
    }

    [Fact]
    public void Every_schema_it_refers_to_exists() => Assert.All(Map("components", "messages"), message =>
    {
        var reference = Text((YamlMappingNode)message.Children["payload"], "$ref");
        Assert.True(File.Exists(Path.Combine(ContractDocuments.Root, "edge", "Mingchu.Contracts", reference)), reference);
    });

    [Fact]
    public void It_states_the_size_limit_of_the_code() =>
        Assert.Contains(Topics.MaxPayloadBytes.ToString(CultureInfo.InvariantCulture), Text((YamlMappingNode)Document.Children["info"], "description"), StringComparison.Ordinal);

    private static YamlMappingNode Load()
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(Path.Combine(ContractDocuments.Root, "edge", "Mingchu.Contracts", "asyncapi.yaml"));
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static IEnumerable<YamlMappingNode> Map(params string[] path) =>
        path.Aggregate(Document, (node, key) => (YamlMappingNode)node.Children[key]).Children.Values.Cast<YamlMappingNode>();

    private static string Text(YamlMappingNode node, string key) => ((YamlScalarNode)node.Children[key]).Value!;
}
