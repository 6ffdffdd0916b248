namespace Mingchu.Collector.Evidence;

/// <summary>
/// Keeps files by name, <c>ab/abcd....jpg</c>: a name is there whole or not at all, and what is there outlasts a crash. Trouble with the place itself is an
/// <see cref="IOException"/> whose message says where and what.
/// </summary>
public interface IEvidenceStore
{
    /// <summary>Takes a whole local file under the name, over what is there.</summary>
    /// <param name="name">Segments of letters, digits, <c>-</c> and <c>.</c>, parted by <c>/</c>.</param>
    /// <param name="file">Its path, below <see cref="Config.EvidenceConfig.Folder"/>; it may be gone afterwards.</param>
    /// <param name="ct">Gives up; then the name is as it was, or holds the whole file.</param>
    Task Put(string name, string file, CancellationToken ct);

    /// <summary>The file, at its first byte; null when there is none. It knows its length, can be sought in and is read asynchronously; whoever opens it disposes of it.</summary>
    Task<Stream?> Open(string name, CancellationToken ct);
}
