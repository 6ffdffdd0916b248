using Mingchu.Collector.Config;

namespace Mingchu.Collector.Evidence;

/// <summary>Files in a folder of this machine, or one that several collectors mount.</summary>
public sealed class FolderStore(EvidenceConfig config) : IEvidenceStore
{
    /// <inheritdoc/>
    public Task Put(string name, string file, CancellationToken ct)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(file, path, overwrite: true);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<Stream?> Open(string name, CancellationToken ct)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.Asynchronous));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    private string PathOf(string name) => Path.Combine(config.Folder, name);
}
