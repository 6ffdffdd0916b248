using System.Security.Cryptography;
using Mingchu.Collector.Config;

namespace Mingchu.Collector.Evidence;

/// <summary>A file was stored, or why not.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Error">null when stored; else <c>too-large</c>, <c>digest</c> or <c>not-media</c>.</param>
public sealed record StoreResult(long Bytes, string? Error);

/// <summary>
/// Files by their hash, in whatever store is configured. A file is given to the store only when it is whole, on the disk and has its hash, so a name that is
/// there can be trusted; writing the same content twice changes nothing. Hashes must be checked before.
/// </summary>
public sealed class EvidenceFiles(IEvidenceStore store, EvidenceConfig config)
{
    private const string Probe = "probe";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Largest file taken, bytes.</summary>
    public long MaxBytes => config.MaxBytes;

    /// <summary>Throws an <see cref="IOException"/> that says what to mend unless files can be kept and read here; for the start, before anything is promised.</summary>
    public async Task Try(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            await Keep(Probe, [], limit.Token);
            await using var there = await store.Open(Probe, limit.Token);
            // A store may deny access to what is not there; then nothing new could ever be told from what is.
            await using var missing = await store.Open($"{Probe}-of-nothing", limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new IOException($"the evidence store does not answer within {Patience.TotalSeconds} s");
        }
    }

    /// <summary>The file, as <see cref="IEvidenceStore.Open"/> gives it; null when it is not there.</summary>
    public Task<Stream?> Open(string sha256, string mediaType, CancellationToken ct) => store.Open(NameOf(sha256, mediaType), ct);

    /// <summary>Stores the content if it has this hash and really is of this type.</summary>
    public Task<StoreResult> Store(Stream content, string sha256, string mediaType, CancellationToken ct) =>
        Keep(NameOf(sha256, mediaType), file => Write(content, file, sha256, mediaType, ct), ct);

    /// <summary>Keeps a copy of a file that can be made anew, under a name of its own.</summary>
    public Task Keep(string name, byte[] copy, CancellationToken ct) => Keep(name, async file =>
    {
        await File.WriteAllBytesAsync(file, copy, ct);
        return new(copy.Length, null);
    }, ct);

    /// <summary>What is wrong with a file that should be here; null when it is there and has its hash.</summary>
    public async Task<string?> Check(string sha256, string mediaType, CancellationToken ct)
    {
        await using var file = await Open(sha256, mediaType, ct);
        return file is null ? "the file is gone"
            : Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct)) == sha256 ? null : "the file was changed";
    }

    private async Task<StoreResult> Keep(string name, Func<string, Task<StoreResult>> write, CancellationToken ct)
    {
        var folder = Path.Combine(config.Folder, "incoming");
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        try
        {
            var result = await write(temporary);
            if (result.Error is null)
                await store.Put(name, temporary, ct);
            return result;
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

    private static string NameOf(string sha256, string mediaType) => $"{sha256[..2]}/{sha256}{MediaTypes.Extension(mediaType)}";
}
