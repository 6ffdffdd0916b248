using System.Buffers.Binary;

namespace Mingchu.SampleCity;

/// <summary>Draws by seed: SplitMix64 (Steele, Lea, Flood 2014), so that a plan gives the same city on every machine and runtime.</summary>
internal sealed class CityRandom(ulong state)
{
    private ulong state = state;

    /// <summary>64 bits.</summary>
    public ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 up to but not <paramref name="end"/>.</summary>
    public int Below(int end) => (int)(Next() % (ulong)end);

    /// <summary>0..1, without 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Whether something of this chance happens.</summary>
    public bool Chance(double share) => Unit() < share;

    /// <summary>One of them.</summary>
    public T Of<T>(IReadOnlyList<T> some) => some[Below(some.Count)];

    /// <summary>One of them, by weight.</summary>
    public T Of<T>(IReadOnlyList<(T Value, double Weight)> some)
    {
        var left = Unit() * some.Sum(s => s.Weight);
        foreach (var (value, weight) in some)
            if ((left -= weight) < 0)
                return value;
        return some[^1].Value;
    }

    /// <summary>A time of which half are shorter than <paramref name="usual"/>, none longer than eight times it.</summary>
    public TimeSpan Around(TimeSpan usual) => usual * Math.Pow(2, (Unit() * 6) - 3);

    /// <summary>So many bytes as lower-case hex.</summary>
    public string Hex(int bytes) => Convert.ToHexStringLower(Bytes(bytes));

    /// <summary>An id of version 7 for a moment.</summary>
    public Guid Id(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        Bytes(16).CopyTo(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes, (at.ToUnixTimeMilliseconds() << 16) | 0x7000L | (bytes[6] & 0x0FL) << 8 | bytes[7]);
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new(bytes, bigEndian: true);
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[(count + 7) / 8 * 8];
        for (var i = 0; i < bytes.Length; i += 8)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i), Next());
        return bytes[..count];
    }
}
