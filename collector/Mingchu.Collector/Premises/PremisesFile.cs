using System.IO.Compression;
using System.Text;
using MiniExcelLibs;

namespace Mingchu.Collector.Premises;

/// <summary>Rows of CSV (UTF-8) and Excel files. What comes in is hostile: sizes are bounded before anything is unpacked.</summary>
public static class PremisesFile
{
    /// <summary>Largest file, bytes.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private const long MaxUnpacked = 256L * 1024 * 1024;
    private const int MaxRows = 100_001;

    /// <summary>The rows of a file, or null when it is neither CSV nor Excel or too large.</summary>
    public static IReadOnlyList<IReadOnlyList<string>>? Read(byte[] file)
    {
        try
        {
            return file is [(byte)'P', (byte)'K', ..] ? Excel(file) : Text(file);
        }
        catch (Exception e) when (e is InvalidDataException or DecoderFallbackException or FormatException or System.Xml.XmlException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A CSV file with a byte order mark, by which spreadsheet programs know UTF-8.</summary>
    public static byte[] Csv(IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var row in rows)
            text.Append(Core.Csv.Line(row)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>An Excel file; every cell is text.</summary>
    public static byte[] Excel(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var stream = new MemoryStream();
        stream.SaveAs(rows.Select(row => header.Zip(row).ToDictionary(c => c.First, c => (object)c.Second)).DefaultIfEmpty(header.ToDictionary(h => h, _ => (object)"")));
        return stream.ToArray();
    }

    private static List<IReadOnlyList<string>>? Text(byte[] file)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file).TrimStart('\uFEFF');
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return lines.Length > MaxRows ? null : [.. lines.Select(Core.Csv.Parse)];
    }

    private static List<IReadOnlyList<string>>? Excel(byte[] file)
    {
        using (var zip = new ZipArchive(new MemoryStream(file)))
            if (zip.Entries.Sum(e => e.Length) > MaxUnpacked || zip.Entries.Count > 1000)
                return null;
        using var stream = new MemoryStream(file);
        List<IReadOnlyList<string>> rows = [];
        foreach (IDictionary<string, object?> row in stream.Query(useHeaderRow: false))
        {
            rows.Add([.. row.Values.Select(v => Convert.ToString(v, System.Globalization.CultureInfo.InvariantCulture) ?? "")]);
            if (rows.Count > MaxRows)
                return null;
        }

        return rows;
    }
}
