using System.Text;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Labels;

namespace Mingchu.Collector.Labels;

/// <summary>
/// A folder of labelled pictures that grows. Every file appears whole under its name or not at all, and in this order: classes and tables,
/// pictures, labels, and <c>verdicts.csv</c> last; so a run that was killed leaves nothing that says more than it should, and the next one
/// completes what has no verdict line.
/// </summary>
public sealed class LabelledSet
{
    private const string Verdicts = "verdicts.csv";
    private const string Readme = "README.txt";

    private static readonly (string File, string Columns, Func<ExportEntry, IEnumerable<string>> Lines)[] Tables =
    [
        ("labelled.csv", "stem,class,extent", e => e.LabelledLines()),
        ("groups.csv", "stem,source", e => [e.GroupLine()]),
        ("attributes.csv", $"stem,box,{string.Join(',', AttributeWords.Columns)}", e => e.AttributeLines()),
        ("boxes.csv", "stem,label,x,y,width,height,score,truth", e => e.BoxLines()),
    ];

    private readonly string folder;
    private readonly SortedDictionary<string, string> verdicts = new(StringComparer.Ordinal);

    private LabelledSet(string folder) => this.folder = folder;

    /// <summary>Opens a set, or begins one in a folder that is empty or not there; else says why not.</summary>
    public static (LabelledSet? Set, string? Error) Open(string folder)
    {
        folder = Path.GetFullPath(folder);
        var set = new LabelledSet(folder);
        if (!File.Exists(set.At(Verdicts)))
            return Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && !IsBegun(set.At(Readme))
                ? (null, $"{folder}: holds other files; name an empty folder or one of an earlier export")
                : (set, null);
        var lines = File.ReadAllLines(set.At(Verdicts));
        if (lines.FirstOrDefault() != ExportEntry.VerdictColumns)
            return (null, $"{set.At(Verdicts)}:1: expected the columns {ExportEntry.VerdictColumns}; name an empty folder");
        foreach (var line in lines.Skip(1).Where(l => l.Length > 0))
            set.verdicts[Csv.Parse(line)[0]] = line;
        return (set, null);
    }

    /// <summary>Whether the picture's file is there.</summary>
    public bool HasPicture(ExportEntry entry) => File.Exists(Picture(entry));

    /// <summary>Whether nothing has changed of the entry since it was written.</summary>
    public bool Has(ExportEntry entry) => verdicts.GetValueOrDefault(entry.Stem) == entry.VerdictLine() && HasPicture(entry) && File.Exists(Label(entry));

    /// <summary>Writes the entries, over earlier ones of the same pictures.</summary>
    /// <param name="entries">What to write.</param>
    /// <param name="open">Opens an entry's picture.</param>
    /// <param name="ct">Stops it between two pictures.</param>
    public async Task Write(IReadOnlyCollection<ExportEntry> entries, Func<ExportEntry, CancellationToken, Task<Stream>> open, CancellationToken ct)
    {
        Private(folder);
        Whole(Readme, Explanation);
        Private(At("images"));
        Private(At("labels"));
        var known = File.Exists(At("classes.txt")) ? File.ReadAllLines(At("classes.txt")).Where(l => l.Length > 0).ToArray() : [];
        string[] classes = [.. known, .. entries.SelectMany(e => e.Labels.Labelled.Keys).Distinct().Except(known).Order(StringComparer.Ordinal)];
        if (classes.Length > 0)
            Whole("classes.txt", string.Concat(classes.Select(c => c + "\n")));
        Forget(entries);
        foreach (var (file, columns, lines) in Tables)
            Merge(file, columns, lines, entries);
        foreach (var entry in entries)
        {
            if (!HasPicture(entry))
            {
                await using var picture = await open(entry, ct);
                using var whole = new MemoryStream();
                await picture.CopyToAsync(whole, ct);
                whole.Position = 0;
                Whole(Picture(entry), whole);
            }

            Whole(Label(entry), entry.LabelText(classes));
            verdicts[entry.Stem] = entry.VerdictLine();
        }

        SaveVerdicts();
    }

    /// <summary>A picture that was judged anew loses its old labels before any table says something else.</summary>
    private void Forget(IReadOnlyCollection<ExportEntry> entries)
    {
        var changed = entries.Where(e => verdicts.Remove(e.Stem)).ToList();
        if (changed.Count == 0)
            return;
        SaveVerdicts();
        foreach (var entry in changed)
            File.Delete(Label(entry));
    }

    private void Merge(string file, string columns, Func<ExportEntry, IEnumerable<string>> lines, IReadOnlyCollection<ExportEntry> entries)
    {
        var anew = entries.Select(e => e.Stem).ToHashSet(StringComparer.Ordinal);
        var kept = File.Exists(At(file)) ? File.ReadLines(At(file)).Skip(1).Where(l => l.Length > 0 && !anew.Contains(Csv.Parse(l)[0])) : [];
        // By stem; the lines of one stem keep their order.
        string[] all = [.. kept.Concat(entries.SelectMany(lines)).OrderBy(l => Csv.Parse(l)[0], StringComparer.Ordinal)];
        if (all.Length > 0 || file == Tables[0].File)
            Whole(file, string.Concat(all.Prepend(columns).Select(l => l + "\n")));
        else
            File.Delete(At(file));
    }

    private void SaveVerdicts() => Whole(Verdicts, string.Concat(verdicts.Values.Prepend(ExportEntry.VerdictColumns).Select(l => l + "\n")));

    private void Whole(string file, string text) => Whole(At(file), new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static void Whole(string path, Stream content)
    {
        var temporary = path + ".part";
        try
        {
            using (var stream = new FileStream(temporary, Fresh))
            {
                content.CopyTo(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static FileStreamOptions Fresh => OperatingSystem.IsWindows()
        ? new() { Mode = FileMode.Create, Access = FileAccess.Write }
        : new() { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };

    private static void Private(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string Picture(ExportEntry entry) => At(Path.Combine("images", entry.Stem + ".jpg"));

    private string Label(ExportEntry entry) => At(Path.Combine("labels", entry.Stem + ".txt"));

    private string At(string file) => Path.Combine(folder, file);

    // A run that was killed before its first verdicts.csv left this, the first file that is written.
    private static bool IsBegun(string readme) => File.Exists(readme) && File.ReadAllText(readme) == Explanation;

    private const string Explanation =
        """
        Pictures judged by supervisors, for training and checking models.

        They show people at their work: personal data. They stay with the regulator, are not published or passed on, and are deleted when they are no
        longer needed. Each export is written into the files of the cases.

        verdicts.csv    a line per picture: alert, case, verdict (confirmed, false-alarm, none), reason, models, time; shown: whether the case's page
                        showed this picture first
        labelled.csv    which classes a picture labels, and how far: "picture" = where there is no box there is none of it; "boxes" = the boxes are
                        right, there may be others without one. A class without a line is not labelled; it is NOT absent.
        labels/, classes.txt   YOLO boxes
        attributes.csv  what is known of a box (line of the label file, from 0); an empty field is not known
        boxes.csv       every box of the alert: so, not-so, or open (the verdict does not tell): what to label further by hand
        groups.csv      device/camera/day (UTC): split by it, never by picture

        """;
}
