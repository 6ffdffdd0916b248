using System.Security.Cryptography;
using Mingchu.Collector.Config;

namespace Mingchu.Collector.Evidence;

/// <summary>A file was stored, or why not.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Error">null when stored; else <c>too-large</c>, <c>digest</c> or <c>not-media</c>.</param>
public sealed record StoreResult(long Bytes, string? Error);

/// <summary>
/// Files by their hash: <c>ab/abcd....jpg</c>. A file appears under its name only when it is whole and on the disk, so a name that is
/// there can be trusted; writing the same content twice changes nothing.
/// </summary>
public sealed class EvidenceFolder(EvidenceConfig config)
{
    /// <summary>Largest file taken, bytes.</summary>
    public long MaxBytes => config.MaxBytes;

    /// <summary>Where a file lies; null when it is not there. Only called with checked hashes.</summary>
    public string? Find(string sha256, string mediaType) => PathOf(sha256, mediaType) is var path && File.Exists(path) ? path : null;

    /// <summary>Stores the content if it has this hash and really is of this type.</summary>
    public async Task<StoreResult> Store(Stream content, string sha256, string mediaType, CancellationToken ct)
    {
        var folder = Path.Combine(config.Folder, "incoming");
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        try
        {
            var (bytes, error) = await Write(content, temporary, sha256, mediaType, ct);
            if (error is not null)
                return new(bytes, error);
            var path = PathOf(sha256, mediaType);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: true);
            return new(bytes, null);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private async Task<StoreResult> Write(Stream content, string temporary, string sha256, string mediaType, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (bytes, buffer) = (0L, new byte[81920]);
        await using var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
        while (true)
        {
            var read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
            if (bytes == 0 && MediaTypes.Sniff(buffer.AsSpan(0, read)) != mediaType)
                return new(read, "not-media");
            bytes += read;
            if (bytes > config.MaxBytes)
                return new(bytes, "too-large");
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), ct);
            if (read < buffer.Length)
                break;
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != sha256)
            return new(bytes, "digest");
        file.Flush(flushToDisk: true);
        return new(bytes, null);
    }

    private string PathOf(string sha256, string mediaType) =>
        Path.Combine(config.Folder, sha256[..2], sha256 + MediaTypes.Extension(mediaType));
}
