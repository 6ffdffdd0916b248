using System.Globalization;

namespace Mingchu.Eval;

/// <summary><c>attributes.csv</c>: stem, box (line of the label file from 0), and a column of words per attribute.</summary>
internal sealed class AttributeTruth
{
    private readonly Dictionary<(string Stem, int Line), Dictionary<string, string>> rows = [];

    /// <summary>Columns besides stem and box.</summary>
    public IReadOnlyList<string> Columns { get; private init; } = [];

    /// <summary>The word in a column for a box; null when the box has no row.</summary>
    public string? Word(string stem, int line, string column) => rows.GetValueOrDefault((stem, line))?.GetValueOrDefault(column);

    /// <summary>Reads the file.</summary>
    public static AttributeTruth Read(string file)
    {
        var lines = File.ReadAllLines(file);
        var header = lines.Length > 0 ? lines[0].TrimStart('\uFEFF').Split(',') : [];
        if (header is not ["stem", "box", ..])
            throw new EvalFault($"{file}:1: expected the columns stem,box,... found \"{string.Join(',', header)}\"");
        var truth = new AttributeTruth { Columns = header[2..] };
        for (var i = 1; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
                continue;
            var words = lines[i].Split(',');
            if (words.Length != header.Length || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var line))
                throw new EvalFault($"{file}:{i + 1}: expected {header.Length} columns {string.Join(',', header)}, found \"{lines[i]}\"");
            if (!truth.rows.TryAdd((words[0], line), header.Zip(words).Skip(2).ToDictionary(p => p.First, p => p.Second.Trim())))
                throw new EvalFault($"{file}:{i + 1}: {words[0]},{line} is there a second time");
        }
        return truth;
    }
}
