using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mingchu.Collector.Core.Privacy;
using Mingchu.Contracts.Messages;
using SkiaSharp;

namespace Mingchu.Collector.Evidence;

/// <summary>
/// Copies of pictures for whoever is not of the market supervision: faces hidden (<see cref="Mosaic"/>), encoded anew, so that nothing of the original's metadata is left. Made when one is first asked
/// for, kept beside the originals below <c>blurred/</c>; what lies there may be deleted at any time.
/// </summary>
public sealed class BlurredCopies(EvidenceFiles originals, IEvidenceStore store) : IDisposable
{
    private const int Quality = 88;
    private const long MostPixels = 40_000_000;
    // So that changed rules make new copies.
    private const string Version = "2";
    private readonly SemaphoreSlim turns = new(2);

    /// <summary>The copy of a picture, a JPEG; null when there is no original, or it can't be decoded.</summary>
    /// <param name="sha256">Of the original; checked.</param>
    /// <param name="mediaType">Of the original.</param>
    /// <param name="heads">Where heads are; null when nobody knows, then all is hidden.</param>
    public async Task<Stream?> Open(string sha256, string mediaType, IReadOnlyList<PictureArea>? heads, CancellationToken ct)
    {
        var name = NameOf(sha256, heads);
        if (await store.Open(name, ct) is { } made)
            return made;
        await turns.WaitAsync(ct);
        try
        {
            await using var original = await originals.Open(sha256, mediaType, ct);
            if (original is null)
                return null;
            using var whole = new MemoryStream();
            await original.CopyToAsync(whole, ct);
            whole.Position = 0;
            if (await Task.Run(() => Blur(whole, heads), ct) is not { } copy)
                return null;
            // Two that make it at the same time make the same.
            await originals.Keep(name, copy, ct);
            return new MemoryStream(copy);
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>A copy in memory; null when it can't be decoded.</summary>
    public static byte[]? Blur(Stream file, IReadOnlyList<PictureArea>? heads)
    {
        using var codec = SKCodec.Create(file);
        if (codec is null || (long)codec.Info.Width * codec.Info.Height is <= 0 or > MostPixels)
            return null;
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        using var picture = new SKBitmap(new SKImageInfo(width, height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        if (codec.GetPixels(picture.Info, picture.GetPixels()) is not (SKCodecResult.Success or SKCodecResult.IncompleteInput) || picture.RowBytes != width * 4)
            return null;
        Mosaic.Hide(picture.GetPixelSpan(), width, height, heads);
        using var data = picture.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return data?.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => turns.Dispose();

    private static string NameOf(string sha256, IReadOnlyList<PictureArea>? heads)
    {
        var how = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Version + (heads is null ? "" : JsonSerializer.Serialize(heads)))))[..16];
        return $"blurred/{sha256[..2]}/{sha256}-{how}.jpg";
    }
}
