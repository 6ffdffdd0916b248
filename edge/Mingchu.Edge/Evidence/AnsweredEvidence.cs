using System.Collections.Concurrent;
using Mingchu.Edge.Core.Retention;

namespace Mingchu.Edge.Evidence;

/// <summary>
/// Evidence the collector has answered for, taken or refused, in the folder <c>answered</c> of the data folder. What is there is known in memory; a file that was being moved when the
/// box died is deleted at the next start. Thread safe.
/// </summary>
public sealed class AnsweredEvidence
{
    private readonly string data;
    private readonly ConcurrentDictionary<string, Holding> files = new(StringComparer.Ordinal);

    public AnsweredEvidence(string data)
    {
        this.data = data;
        var folder = Path.Combine(data, "answered");
        foreach (var file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [])
            Add(Path.GetRelativePath(data, file));
    }

    /// <summary>All of it; an id is a path within the data folder.</summary>
    public IEnumerable<Holding> All => files.Values;

    /// <summary>Takes over a file of the data folder's <c>evidence</c>.</summary>
    /// <returns>Its new path within the data folder.</returns>
    /// <exception cref="IOException">It can't be moved.</exception>
    public string Take(string path)
    {
        var to = Path.Combine("answered", Path.GetRelativePath("evidence", path));
        if (!File.Exists(Path.Combine(data, path)))
            throw new FileNotFoundException($"{path} is gone");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(data, to))!);
        File.Move(Path.Combine(data, path), Path.Combine(data, to), overwrite: true);
        Add(to);
        return to;
    }

    /// <summary>Deletes a file, and its folder when it was the last one there.</summary>
    /// <exception cref="IOException">It can't be deleted.</exception>
    public void Delete(string path)
    {
        var full = Path.Combine(data, path);
        files.TryRemove(path, out _);
        if (!File.Exists(full))
            return;
        File.Delete(full);
        if (!Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(full)!).Any())
            Directory.Delete(Path.GetDirectoryName(full)!);
    }

    private void Add(string path)
    {
        var file = new FileInfo(Path.Combine(data, path));
        files[path] = new(path, Worth.Answered, file.LastWriteTimeUtc, file.Length);
    }
}
