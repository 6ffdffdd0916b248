using System.Text.RegularExpressions;

namespace Mingchu.Collector.Core.Labels;

/// <summary>What a box of an alert claims: a class and perhaps findings, from the contract's <c>head cap=none</c>.</summary>
/// <param name="Class">The detector's class.</param>
/// <param name="Findings">Attribute and value, in the label's order; empty for a thing that is itself the hazard.</param>
public sealed partial record BoxLabel(string Class, IReadOnlyList<(string Attribute, string Value)> Findings)
{
    /// <summary>The label, or null when its first word can't be the name of a class.</summary>
    public static BoxLabel? Parse(string label)
    {
        var words = label.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || !ClassName().IsMatch(words[0]))
            return null;
        return new(words[0], [.. words.Skip(1).Select(w => w.Split('=')).Where(p => p is [{ Length: > 0 }, { Length: > 0 }]).Select(p => (p[0], p[1]))]);
    }

    // No blank, comma or equals sign: it becomes a line of classes.txt and a field of CSV files that are split at commas.
    [GeneratedRegex(@"^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ClassName();
}
