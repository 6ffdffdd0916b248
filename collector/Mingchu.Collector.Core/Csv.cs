using System.Text;

namespace Mingchu.Collector.Core;

/// <summary>Lines of comma-separated values (RFC 4180) without line breaks inside a field, so that a line is a row.</summary>
public static class Csv
{
    /// <summary>The row as a line; line breaks and other control characters in a field become blanks.</summary>
    public static string Line(params IEnumerable<string?> fields) => string.Join(',', fields.Select(Field));

    /// <summary>The fields of a line.</summary>
    public static IReadOnlyList<string> Parse(string line)
    {
        List<string> fields = [];
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quoted && c == '"' && i + 1 < line.Length && line[i + 1] == '"')
                field.Append(line[++i]);
            else if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
                Keep(fields, field);
            else
                field.Append(c);
        }

        Keep(fields, field);
        return fields;
    }

    private static void Keep(List<string> fields, StringBuilder field)
    {
        fields.Add(field.ToString());
        field.Clear();
    }

    private static string Field(string? value)
    {
        var text = string.Concat((value ?? "").Select(c => char.IsControl(c) ? ' ' : c));
        return text.AsSpan().ContainsAny('"', ',') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
