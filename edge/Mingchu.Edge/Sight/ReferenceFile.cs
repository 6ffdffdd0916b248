using System.Globalization;
using System.Text;
using Mingchu.Edge.Core.Sight;

namespace Mingchu.Edge.Sight;

/// <summary>A reference as a file: a grey PGM picture (binary, 8 bits) whose comment says when it was taken. Needs no picture library to be read.</summary>
public static class ReferenceFile
{
    private const string Taken = "# taken ";

    /// <summary>The file's bytes.</summary>
    public static byte[] Write(Reference reference)
    {
        var picture = reference.Picture;
        var head = string.Create(CultureInfo.InvariantCulture, $"P5\n{Taken}{reference.TakenAt.UtcDateTime:O}\n{picture.Width} {picture.Height}\n255\n");
        return [.. Encoding.ASCII.GetBytes(head), .. picture.Grey];
    }

    /// <summary>The reference, or what is wrong with the file.</summary>
    public static (Reference? Reference, string? Error) Read(ReadOnlySpan<byte> file)
    {
        var lines = new string[4];
        var at = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            var end = file[at..].IndexOf((byte)'\n');
            if (end is < 0 or > 100)
                return (null, "is no grey PGM picture made by 'mingchu-edge reference'");
            lines[i] = Encoding.ASCII.GetString(file.Slice(at, end));
            at += end + 1;
        }
        if (lines[0] != "P5" || lines[3] != "255" || !lines[1].StartsWith(Taken, StringComparison.Ordinal)
            || !DateTimeOffset.TryParse(lines[1][Taken.Length..], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var taken))
            return (null, "is no grey PGM picture made by 'mingchu-edge reference'");
        var sides = lines[2].Split(' ');
        if (sides.Length != 2 || !int.TryParse(sides[0], CultureInfo.InvariantCulture, out var width) || !int.TryParse(sides[1], CultureInfo.InvariantCulture, out var height)
            || !Thumbnail.IsSide(width) || !Thumbnail.IsSide(height))
            return (null, $"has the size '{lines[2]}', which no reference has");
        return file.Length - at == width * height
            ? (new(new(width, height, file[at..].ToArray()), taken), null)
            : (null, $"holds {file.Length - at} pixels where {width} x {height} were promised");
    }
}
