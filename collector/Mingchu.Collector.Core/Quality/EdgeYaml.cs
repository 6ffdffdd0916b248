using System.Globalization;
using System.Text;

namespace Mingchu.Collector.Core.Quality;

/// <summary>Suggestions as the lines that go into a box's <c>edge.yaml</c>, to be merged into the entry of the camera.</summary>
public static class EdgeYaml
{
    /// <summary>The fragment; null when nothing is suggested.</summary>
    public static string? Of(string camera, string hazard, IReadOnlyList<Advice> advice)
    {
        var threshold = advice.OfType<Advice.Threshold>().FirstOrDefault();
        var masks = advice.OfType<Advice.Masks>().SelectMany(m => m.Regions).ToArray();
        if (threshold is null && masks.Length == 0)
            return null;
        var yaml = new StringBuilder("cameras:\n").Append("  - id: ").Append(camera).Append('\n');
        if (threshold is not null)
            yaml.Append(CultureInfo.InvariantCulture, $"    rules:\n      - {{hazard: {hazard}, minConfidence: {threshold.MinConfidence:0.00}}}\n");
        if (masks.Length > 0)
            yaml.Append("    masks:\n");
        foreach (var mask in masks)
            yaml.Append("      - {area: [").AppendJoin(", ", mask.Corners.Select(c => string.Create(CultureInfo.InvariantCulture, $"[{c.X:0.00}, {c.Y:0.00}]")))
                .Append("], for: [").Append(hazard).Append("]}\n");
        return yaml.ToString();
    }
}
