using System.Numerics;
using System.Runtime.InteropServices;

namespace Mingchu.Edge.Capture;

/// <summary>Notices that a camera sends the same picture again and again. Looks at one frame a second, at every pixel.</summary>
public sealed class FreezeWatch(TimeSpan limit)
{
    private ulong last;
    private DateTimeOffset? changedAt;
    private DateTimeOffset? lookedAt;

    /// <summary>Since when the picture is frozen, or null while it changes.</summary>
    public DateTimeOffset? FrozenSince { get; private set; }

    /// <summary>Takes the picture of a time.</summary>
    public DateTimeOffset? Look(ReadOnlySpan<byte> pixels, DateTimeOffset now)
    {
        if (lookedAt is { } looked && now - looked < TimeSpan.FromSeconds(1) && now >= looked)
            return FrozenSince;
        lookedAt = now;
        var print = Fingerprint(pixels);
        if (changedAt is null || print != last || now < changedAt)
            (last, changedAt) = (print, now);
        FrozenSince = now - changedAt >= limit ? changedAt : null;
        return FrozenSince;
    }

    private static ulong Fingerprint(ReadOnlySpan<byte> pixels)
    {
        var (even, odd) = (0u, ~0u);
        var words = MemoryMarshal.Cast<byte, ulong>(pixels);
        for (var i = 0; i + 1 < words.Length; i += 2)
        {
            even = BitOperations.Crc32C(even, words[i]);
            odd = BitOperations.Crc32C(odd, words[i + 1]);
        }
        return ((ulong)even << 32) | odd;
    }
}
