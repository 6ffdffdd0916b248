using Mingchu.EvalVideo.Augment;

namespace Mingchu.Eval.Tests.Video;

public sealed class AugmentationTests
{
    private const int Width = 160, Height = 90;

    public static TheoryData<string> Names => [.. Augmentations.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_and_time_give_the_same_picture_and_another_seed_another(string name)
    {
        var run = Run(name, seed: 5);
        Assert.Equal(run, Run(name, seed: 5));
        Assert.NotEqual(run, Run(name, seed: 6));
        Assert.NotEqual(run, [.. Enumerable.Repeat(Drawn(), 120).SelectMany(p => p)]);
    }

    [Fact]
    public void Steam_only_brightens_and_leaves_some_time_clear()
    {
        var (pictures, plain) = (Each("steam").ToArray(), Drawn());
        Assert.All(pictures, p => Assert.True(Mean(p) >= Mean(plain) - 1));
        Assert.Contains(pictures, p => p.SequenceEqual(plain));
        Assert.Contains(pictures, p => Mean(p) > Mean(plain) + 8);
    }

    [Fact]
    public void Light_goes_off_and_on_again()
    {
        var means = Each("light").Select(Mean).ToArray();
        var full = Mean(Drawn());
        Assert.Equal(full, means[0], 0.01);
        Assert.Contains(means, m => m < full * 0.4);
        Assert.Equal(full, means[^1], 0.01);
    }

    [Fact]
    public void Shadow_darkens_a_part_and_never_all()
    {
        var plain = Drawn();
        foreach (var picture in Each("shadow"))
        {
            Assert.All(picture.Zip(plain), p => Assert.True(p.First <= p.Second));
            Assert.Contains(picture.Zip(plain), p => p.First == p.Second && p.Second > 0);
        }
    }

    [Fact]
    public void Night_has_no_colour() => Assert.All(Each("night"), p => Assert.All(p.Chunk(3), c => Assert.True(c[0] == c[1] && c[1] == c[2])));

    [Fact]
    public void Jitter_moves_the_whole_picture_by_a_few_pixels()
    {
        var plain = Drawn();
        int At(byte[] p, int x, int y) => p[((y * Width) + x) * 3];
        foreach (var picture in Each("jitter"))
            Assert.Contains(Enumerable.Range(-6, 13).SelectMany(dx => Enumerable.Range(-6, 13).Select(dy => (dx, dy))), d =>
                Enumerable.Range(0, 60).All(i => At(picture, 10 + (i * 2), 10 + i) == At(plain, 10 + (i * 2) + d.dx, 10 + i + d.dy)));
    }

    [Fact]
    public void A_list_may_name_several_and_nothing_unknown()
    {
        Assert.Equal(["Light", "Jitter"], Augmentations.Parse("jitter, light", 1).Chosen.Select(a => a.GetType().Name));
        Assert.Empty(Augmentations.Parse(null, 1).Chosen);
        Assert.Equal("\"fog\" is none of steam, shadow, light, night, jitter", Augmentations.Parse("steam,fog", 1).Error);
    }

    private static byte[] Run(string name, int seed) => [.. Each(name, seed).SelectMany(p => p)];

    private static IEnumerable<byte[]> Each(string name, int seed = 3)
    {
        var augmentation = Augmentations.Parse(name, seed).Chosen[0];
        for (var i = 0; i < 120; i++)
        {
            var picture = Drawn();
            augmentation.Apply(picture, Width, Height, i * 0.25);
            yield return picture;
        }
    }

    private static byte[] Drawn() => [.. Enumerable.Range(0, Width * Height * 3).Select(i => (byte)(40 + (Noise.At(1, i, 0, 0) * 150)))];

    private static double Mean(byte[] picture) => picture.Average(b => (double)b);
}
