using Mingchu.Edge.Core.Uniform;

namespace Mingchu.Edge.Core.Tests.Uniform;

[Trait("row", "A2")]
public sealed class UniformMatcherTests
{
    private static readonly UniformBounds Bounds = new(0.9f, 0.5f);
    private static readonly UniformMatcher Matcher = new([[At(0), At(2), At(4)], [At(90), At(92), At(94)]], Bounds);

    [Theory]
    [InlineData(3, "own")]
    [InlineData(20, "own")]
    [InlineData(95, "own")]
    [InlineData(45, null)]
    [InlineData(180, "other")]
    [InlineData(-70, "other")]
    public void Clothes_near_a_uniform_are_own_far_from_all_other_and_between_undetermined(double degrees, string? expected)
    {
        var reading = Matcher.Read(At(degrees));
        Assert.Equal(("uniform", expected), (reading.Attribute, reading.Value));
        Assert.Equal(expected is not null, reading.Confidence >= 0.9f);
    }

    [Fact]
    public void Without_an_embedding_it_is_undetermined() => Assert.Null(Matcher.Read(null).Value);

    [Fact]
    public void The_probability_rises_with_likeness_and_is_nine_tenths_at_the_bounds()
    {
        Assert.Equal(0.9f, Bounds.Probability(0.9f), 1e-5);
        Assert.Equal(0.1f, Bounds.Probability(0.5f), 1e-5);
        Gen.Select(Gen.Float[-1, 1], Gen.Float[-1, 1]).Sample((a, b) =>
            Assert.True(Bounds.Probability(MathF.Min(a, b)) <= Bounds.Probability(MathF.Max(a, b)) && Bounds.Probability(a) is >= 0 and <= 1));
    }

    private static float[] At(double degrees) => [(float)Math.Cos(degrees * Math.PI / 180), (float)Math.Sin(degrees * Math.PI / 180)];
}
