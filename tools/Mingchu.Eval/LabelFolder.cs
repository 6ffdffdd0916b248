using System.Globalization;
using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Eval;

/// <summary>A folder of <c>images/</c>, <c>labels/*.txt</c> (YOLO: class cx cy w h, 0..1) and <c>classes.txt</c>.</summary>
internal sealed class LabelFolder
{
    private static readonly string[] PictureTypes = [".jpg", ".jpeg", ".png", ".bmp", ".webp"];

    private readonly string folder;

    private readonly HashSet<(string Stem, string Class)>? whole;

    private LabelFolder(string folder, IReadOnlyList<string> classes, IReadOnlyList<string> pictures)
    {
        this.folder = folder;
        whole = LabelledFile() is { } file ? ReadWhole(file, classes) : null;
        Classes = classes;
        Pictures = pictures;
    }

    /// <summary>Class names, by number.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Picture files by name.</summary>
    public IReadOnlyList<string> Pictures { get; }

    /// <summary>Its <c>attributes.csv</c>, or null when it has none.</summary>
    public string? AttributesFile => File.Exists(Path.Combine(folder, "attributes.csv")) ? Path.Combine(folder, "attributes.csv") : null;

    /// <summary>
    /// Whether every thing of this class has its box in the picture, so that it can be scored there. So it is unless the folder has a
    /// <c>labelled.csv</c> (stem, class, extent): then only where a line says <c>picture</c>.
    /// </summary>
    public bool Labels(string picture, string type) => whole?.Contains((Path.GetFileNameWithoutExtension(picture), type)) ?? true;

    /// <summary>Reads the list of a folder; at most <paramref name="limit"/> pictures.</summary>
    public static LabelFolder Open(string folder, int? limit)
    {
        foreach (var needed in (string[])["images", "labels"])
            if (!Directory.Exists(Path.Combine(folder, needed)))
                throw new EvalFault($"{Path.Combine(folder, needed)}: expected a folder; --data names a folder of images/, labels/ and classes.txt");
        var names = Path.Combine(folder, "classes.txt");
        if (!File.Exists(names))
            throw new EvalFault($"{names}: expected a file with one class name per line");
        var classes = File.ReadAllLines(names).Select(l => l.Trim()).Reverse().SkipWhile(l => l.Length == 0).Reverse().ToArray();
        if (classes.Length == 0 || classes.Contains("") || classes.Distinct().Count() != classes.Length)
            throw new EvalFault($"{names}: expected one class name per line, each once");
        var pictures = Directory.GetFiles(Path.Combine(folder, "images"))
            .Where(f => PictureTypes.Contains(Path.GetExtension(f).ToLowerInvariant())).Order(StringComparer.Ordinal).Take(limit ?? int.MaxValue).ToArray();
        return pictures.Length > 0 ? new(folder, classes, pictures)
            : throw new EvalFault($"{Path.Combine(folder, "images")}: expected pictures ({string.Join(", ", PictureTypes)}), found none");
    }

    /// <summary>The boxes of a picture; none when it has no label file, as is the custom for pictures that show nothing.</summary>
    public IReadOnlyList<LabelledBox> Boxes(string picture)
    {
        var file = Path.Combine(folder, "labels", Path.GetFileNameWithoutExtension(picture) + ".txt");
        if (!File.Exists(file))
            return [];
        var boxes = new List<LabelledBox>();
        var number = -1;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                boxes.Add(Parse(line, number) ?? throw new EvalFault(
                    $"{file}:{number + 1}: expected \"class cx cy w h\" with a class from 0 to {Classes.Count - 1} and numbers from 0 to 1, found \"{line}\""));
        }
        return boxes;
    }

    private string? LabelledFile() => Path.Combine(folder, "labelled.csv") is var file && File.Exists(file) ? file : null;

    private static HashSet<(string, string)> ReadWhole(string file, IReadOnlyList<string> classes)
    {
        var lines = File.ReadAllLines(file);
        if (lines.Length == 0 || lines[0].TrimStart('\uFEFF') != "stem,class,extent")
            throw new EvalFault($"{file}:1: expected the columns stem,class,extent, found \"{lines.FirstOrDefault()}\"");
        HashSet<(string, string)> whole = [];
        for (var i = 1; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
                continue;
            if (lines[i].Split(',') is not [var stem, var type, "picture" or "boxes"] words || !classes.Contains(type))
                throw new EvalFault($"{file}:{i + 1}: expected stem,class,extent with a class of classes.txt and \"picture\" or \"boxes\", found \"{lines[i]}\"");
            if (words[2] == "picture")
                whole.Add((stem, type));
        }
        return whole;
    }

    private LabelledBox? Parse(string line, int number)
    {
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Span<float> values = stackalloc float[4];
        if (words.Length != 5 || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var type) || type >= Classes.Count)
            return null;
        for (var i = 0; i < 4; i++)
            if (!float.TryParse(words[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) || !(values[i] is >= 0 and <= 1.0001f))
                return null;
        var (x, y, w, h) = (values[0], values[1], values[2], values[3]);
        return w > 0 && h > 0 ? new(Classes[type], new Box(x - (w / 2), y - (h / 2), x + (w / 2), y + (h / 2)).Clipped(), number) : null;
    }
}
