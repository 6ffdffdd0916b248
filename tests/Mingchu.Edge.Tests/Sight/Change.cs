using Mingchu.Edge.Core.Sight;

namespace Mingchu.Edge.Tests.Sight;

/// <summary>What may happen to a camera or its light, drawn over a thumbnail. Coordinates are parts of the picture, 0..1.</summary>
internal static class Change
{
    /// <summary>Values of mean 0 and deviation 1.</summary>
    private static readonly double[] Noise = MakeNoise();

    /// <summary>Pixel by pixel.</summary>
    public static Thumbnail Map(this Thumbnail picture, Func<float, float, float, double> value)
    {
        var grey = picture.Grey.ToArray();
        for (var i = 0; i < grey.Length; i++)
            grey[i] = (byte)Math.Clamp(Math.Round(value(grey[i], (i % picture.Width + 0.5f) / picture.Width, (i / picture.Width + 0.5f) / picture.Height)), 0, 255);
        return new(picture.Width, picture.Height, grey);
    }

    /// <summary>Noise of the sensor, of a deviation of about <paramref name="size"/> grey values.</summary>
    public static Thumbnail Noisy(this Thumbnail picture, int seed, double size = 1.5)
    {
        var grey = picture.Grey.ToArray();
        for (var i = 0; i < grey.Length; i++)
            grey[i] = (byte)Math.Clamp(Math.Round(grey[i] + (size * Noise[(i + (seed * 7919)) % Noise.Length])), 0, 255);
        return new(picture.Width, picture.Height, grey);
    }

    /// <summary>Something dull over the lens, up to <paramref name="to"/> of the width.</summary>
    public static Thumbnail Covered(this Thumbnail picture, double grey, double to = 1.01) =>
        picture.Map((v, x, y) => x < to ? grey + (8 * (x - 0.5)) - (14 * Math.Abs(y - 0.5)) : v);

    /// <summary>The light times a factor, with a lamp at one side that makes a slope of <paramref name="slope"/> over the width.</summary>
    public static Thumbnail Lit(this Thumbnail picture, double factor, double slope = 0) => picture.Map((v, x, _) => v * (factor + (slope * (x - 0.5))));

    /// <summary>A dark band with soft edges, as somebody's shadow, at a place of the width.</summary>
    public static Thumbnail Shadowed(this Thumbnail picture, double at, double wide = 0.12, double dark = 0.45) =>
        picture.Map((v, x, _) => v * (1 - (dark * Math.Exp(-Math.Pow((x - at) / wide, 2)))));

    /// <summary>White clouds of a density from 0 to 1 over the left <paramref name="part"/> of the view, that change from second to second.</summary>
    public static Thumbnail Steamed(this Thumbnail picture, double density, double second, double part = 0.7) => picture.Map((v, x, y) =>
    {
        var cloud = 0.8 + (0.12 * Math.Sin((9 * x) + (1.7 * second))) + (0.1 * Math.Sin((7 * y) - (2.3 * second) + (4 * x)));
        var edge = Math.Clamp((part - x) / 0.15, 0, 1);
        var veil = Math.Clamp(density * cloud * edge, 0, 1);
        return (v * (1 - veil)) + (225 * veil);
    });

    /// <summary>Out of focus: a Gaussian of so many thumbnail pixels.</summary>
    public static Thumbnail Blurred(this Thumbnail picture, double sigma)
    {
        var (width, height) = (picture.Width, picture.Height);
        var reach = (int)Math.Ceiling(3 * sigma);
        var kernel = Enumerable.Range(-reach, (2 * reach) + 1).Select(i => Math.Exp(-i * i / (2 * sigma * sigma))).ToArray();
        var sum = kernel.Sum();
        var across = new double[width * height];
        for (var i = 0; i < across.Length; i++)
            for (var k = -reach; k <= reach; k++)
                across[i] += picture.Grey[(i / width * width) + Math.Clamp((i % width) + k, 0, width - 1)] * kernel[k + reach] / sum;
        var grey = new byte[width * height];
        for (var i = 0; i < grey.Length; i++)
        {
            var value = 0.0;
            for (var k = -reach; k <= reach; k++)
                value += across[(Math.Clamp((i / width) + k, 0, height - 1) * width) + (i % width)] * kernel[k + reach] / sum;
            grey[i] = (byte)Math.Round(value);
        }
        return new(width, height, grey);
    }

    /// <summary>The camera turned: content moves by parts of the width, and about the centre by degrees; what comes in is what was at the border.</summary>
    public static Thumbnail Turned(this Thumbnail picture, double right, double down = 0, double degrees = 0, double zoom = 1)
    {
        var (width, height) = (picture.Width, picture.Height);
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var grey = new byte[width * height];
        for (var i = 0; i < grey.Length; i++)
        {
            var (x, y) = ((i % width) - (width / 2.0) - (right * width), (i / width) - (height / 2.0) - (down * width));
            grey[i] = At(picture, (((x * cos) + (y * sin)) / zoom) + (width / 2.0), (((y * cos) - (x * sin)) / zoom) + (height / 2.0));
        }
        return new(width, height, grey);
    }

    /// <summary>Another picture's part laid over a place of this one.</summary>
    public static Thumbnail With(this Thumbnail picture, double left, double top, double wide, double high, Func<float, float, double> look) =>
        picture.Map((v, x, y) => x >= left && x < left + wide && y >= top && y < top + high ? look((float)((x - left) / wide), (float)((y - top) / high)) : v);

    /// <summary>A carton: a lit top, a darker front, a band of tape.</summary>
    public static Thumbnail WithBox(this Thumbnail picture, double left, double top, double wide, double high, double light = 1) => picture.With(left, top, wide, high,
        (x, y) => light * (x is < 0.04f or > 0.96f || y is < 0.05f or > 0.95f ? 60 : Math.Abs(x - 0.5) < 0.06 ? 215 : y < 0.4f ? 170 : 115));

    /// <summary>Scraps: spots of either sign about a place.</summary>
    public static Thumbnail WithScraps(this Thumbnail picture, double atX, double atY, int seed = 3)
    {
        var random = new Random(seed);
        for (var i = 0; i < 14; i++)
        {
            var (x, y, wide, grey) = (atX + (0.09 * (random.NextDouble() - 0.5)), atY + (0.1 * (random.NextDouble() - 0.5)), 0.008 + (0.012 * random.NextDouble()), random.Next(2) * 190 + 30);
            picture = picture.With(x, y, wide, wide * 1.6, (_, _) => grey);
        }
        return picture;
    }

    private static double[] MakeNoise()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 100_003).Select(_ => 2 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5))];
    }

    private static byte At(Thumbnail picture, double x, double y)
    {
        (x, y) = (Math.Clamp(x, 0, picture.Width - 1.001), Math.Clamp(y, 0, picture.Height - 1.001));
        var (left, top) = ((int)x, (int)y);
        var (p, q) = (x - left, y - top);
        var i = (top * picture.Width) + left;
        var grey = picture.Grey;
        return (byte)Math.Round((((grey[i] * (1 - p)) + (grey[i + 1] * p)) * (1 - q)) + (((grey[i + picture.Width] * (1 - p)) + (grey[i + picture.Width + 1] * p)) * q));
    }
}
