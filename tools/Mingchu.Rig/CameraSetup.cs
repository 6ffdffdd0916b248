using YamlDotNet.RepresentationModel;

namespace Mingchu.Rig;

/// <summary>How one camera is set up beyond its address.</summary>
/// <param name="Plan">A piece of a worker's configuration whose first camera says rules, zones, masks and hours; null says nothing.</param>
/// <param name="Reference">Picture to approve as its clean view; null approves none.</param>
public sealed record CameraSetup(string? Plan, string? Reference)
{
    /// <summary>What lies beside a clip: <c>NAME.edge.yaml</c> and <c>NAME.reference.jpg</c>.</summary>
    public static CameraSetup Beside(string clip)
    {
        string? Found(string ending) => Path.ChangeExtension(clip, ending) is var file && File.Exists(file) ? file : null;
        return new(Found(".edge.yaml"), Found(".reference.jpg"));
    }

    /// <summary>The keys of the plan's first camera but for id, name and address, as lines of YAML.</summary>
    internal static string Keys(string plan, int indent)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(plan)));
        var camera = (YamlMappingNode)((YamlSequenceNode)stream.Documents[0].RootNode["cameras"])[0];
        foreach (var key in (ReadOnlySpan<string>)["id", "name", "url"])
            camera.Children.Remove(new YamlScalarNode(key));
        using var text = new StringWriter();
        new YamlStream(new YamlDocument(camera)).Save(text, assignAnchors: false);
        var lines = text.ToString().Split('\n').TakeWhile(line => line.TrimEnd() != "...").Where(line => line.Length > 0);
        return string.Concat(lines.Select(line => new string(' ', indent) + line.TrimEnd() + "\n"));
    }
}
