namespace Mingchu.EvalVideo.Augment;

/// <summary>Seeded noise without state: the same place gives the same value.</summary>
internal static class Noise
{
    /// <summary>0..1, unrelated from one integer place to the next.</summary>
    public static float At(int seed, int x, int y, int z)
    {
        var h = unchecked((uint)((seed * 374761393) + (x * 668265263) + (y * 2147483647) + (z * 1274126177)));
        h = unchecked((h ^ (h >> 13)) * 1274126177);
        h = unchecked((h ^ (h >> 15)) * 2246822519);
        return (h ^ (h >> 16)) / (float)uint.MaxValue;
    }

    /// <summary>0..1, smooth between integer places.</summary>
    public static float Smooth(int seed, double x, double y, double z)
    {
        var (x0, y0, z0) = ((int)Math.Floor(x), (int)Math.Floor(y), (int)Math.Floor(z));
        var (u, v, w) = (Ease(x - x0), Ease(y - y0), Ease(z - z0));
        float Plane(int z) => Mix(Mix(At(seed, x0, y0, z), At(seed, x0 + 1, y0, z), u), Mix(At(seed, x0, y0 + 1, z), At(seed, x0 + 1, y0 + 1, z), u), v);
        return Mix(Plane(z0), Plane(z0 + 1), w);
    }

    /// <summary>0 below <paramref name="from"/>, 1 above <paramref name="to"/>, smooth between.</summary>
    public static float Step(double from, double to, double x) => Ease(Math.Clamp((x - from) / (to - from), 0, 1));

    private static float Ease(double t) => (float)(t * t * (3 - (2 * t)));

    private static float Mix(float a, float b, float t) => a + ((b - a) * t);
}
