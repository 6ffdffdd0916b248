using System.Text;

namespace Mingchu.Collector.Ingest;

/// <summary>Turns the serializer's paths into JSON pointers (RFC 6901).</summary>
internal static class JsonPointers
{
    /// <summary><c>$.data.boxes[0].x</c> gives <c>/data/boxes/0/x</c>; <c>$</c> and null give null.</summary>
    public static string? FromPath(string? path)
    {
        if (path is null or "" or "$")
            return null;
        var pointer = new StringBuilder();
        for (var i = 1; i < path.Length;)
        {
            string part;
            if (path[i] == '[' && i + 1 < path.Length && path[i + 1] == '\'')
            {
                var end = path.IndexOf("']", i + 2, StringComparison.Ordinal);
                (part, i) = end < 0 ? (path[(i + 2)..], path.Length) : (path[(i + 2)..end], end + 2);
            }
            else if (path[i] == '[')
            {
                var end = path.IndexOf(']', i);
                (part, i) = end < 0 ? (path[(i + 1)..], path.Length) : (path[(i + 1)..end], end + 1);
            }
            else
            {
                var start = path[i] == '.' ? i + 1 : i;
                var end = path.AsSpan(start).IndexOfAny('.', '[');
                (part, i) = end < 0 ? (path[start..], path.Length) : (path[start..(start + end)], start + Math.Max(end, 1));
            }

            pointer.Append('/').Append(part.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
        }

        return FieldRules.Show(pointer.ToString(), 200);
    }
}
