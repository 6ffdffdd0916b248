using Mingchu.Edge.Evidence;

namespace Mingchu.Edge.Spool;

/// <summary>The evidence files of the spool's folder: those whose message waits no longer are set aside or deleted once that is on the disk.</summary>
internal sealed class SpoolFiles(string folder, AnsweredEvidence answered, Serilog.ILogger log)
{
    private readonly List<(string Path, bool Answered)> doomed = [];

    /// <summary>A file goes once the transaction is through.</summary>
    public void Doom(SpoolFile file, bool isAnswered) => doomed.Add((file.Path, isAnswered));

    /// <summary>The transaction failed: they stay.</summary>
    public void Spare() => doomed.Clear();

    /// <summary>The transaction is through: they go.</summary>
    public void Go()
    {
        foreach (var (path, isAnswered) in doomed)
        {
            if (isAnswered)
                SetAside(path);
            Delete(Path.Combine(folder, path));
        }
        doomed.Clear();
    }

    /// <summary>Deletes a file at once, and its folder when it was the last in it.</summary>
    public void Delete(string file)
    {
        try
        {
            var parent = Path.GetDirectoryName(file)!;
            if (File.Exists(file))
                File.Delete(file);
            if (Directory.Exists(parent) && !Directory.EnumerateFileSystemEntries(parent).Any())
                Directory.Delete(parent);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Warning("{File} could not be deleted: {Why}", file, e.Message);
        }
    }

    /// <summary>Deletes what was written before a crash and whose message never became durable.</summary>
    /// <param name="known">Paths of the files that wait, relative to the folder.</param>
    public void Sweep(IEnumerable<string> known)
    {
        var evidence = Path.Combine(folder, "evidence");
        if (!Directory.Exists(evidence))
            return;
        var kept = known.Select(p => Path.Combine(folder, p)).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(evidence, "*", SearchOption.AllDirectories).Where(f => !kept.Contains(f)).ToList())
            Delete(file);
    }

    private void SetAside(string path)
    {
        try
        {
            answered.Take(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Warning("{File} is not kept any longer: {Why}", path, e.Message);
        }
    }
}
