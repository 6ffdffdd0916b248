using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Mingchu.Edge.Remote;

/// <summary>A model's folder in one file: a ZIP with the manifest at its top. Its hash vouches for who made it, not for what a slip put into it.</summary>
internal static partial class ModelPackage
{
    /// <summary>Largest package, and largest folder, bytes.</summary>
    public const long MaxBytes = 512L * 1024 * 1024;

    private const int MostFiles = 64;

    /// <summary>Unpacks into a new folder; throws <see cref="InvalidDataException"/> when it is no model's folder.</summary>
    public static void Unpack(string file, string folder)
    {
        using var zip = ZipFile.OpenRead(file);
        var entries = zip.Entries.Where(e => !e.FullName.EndsWith('/')).ToList();
        if (entries.Count is 0 or > MostFiles)
            throw new InvalidDataException($"the package holds {entries.Count} files; 1 to {MostFiles} are taken");
        var left = MaxBytes;
        foreach (var entry in entries)
        {
            if (!FilePath().IsMatch(entry.FullName))
                throw new InvalidDataException("the package holds a file outside its folder, or with a name that is not taken");
            var path = Path.Combine(folder, entry.FullName);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var from = entry.Open();
            using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            left -= Copy(from, to, left);
            to.Flush(flushToDisk: true);
        }
    }

    // What the directory of a ZIP says of sizes may be a lie.
    private static long Copy(Stream from, Stream to, long most)
    {
        var (buffer, total) = (new byte[81920], 0L);
        for (int read; (read = from.Read(buffer)) > 0;)
        {
            total += read;
            if (total > most)
                throw new InvalidDataException($"the package holds more than {MaxBytes} bytes");
            to.Write(buffer, 0, read);
        }
        return total;
    }

    [GeneratedRegex(@"^(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}/)?[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex FilePath();
}
