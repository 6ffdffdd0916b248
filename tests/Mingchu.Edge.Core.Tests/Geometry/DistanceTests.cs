using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Edge.Core.Tests.Geometry;

public sealed class DistanceTests
{
    private static readonly Box Head = new(0.4f, 0.4f, 0.5f, 0.6f);

    [Theory]
    [InlineData(0.44f, 0.49f, 0.46f, 0.51f, 0)] // over the middle
    [InlineData(0.55f, 0.49f, 0.57f, 0.51f, 1)] // one width across
    [InlineData(0.44f, 0.9f, 0.46f, 0.92f, 2)] // two heights down
    [InlineData(0.75f, 1.3f, 0.8f, 1.4f, 5)] // three across, four down
    [InlineData(0.0f, 0.0f, 0.3f, 0.5f, 1.5f)] // to the nearest side of a large thing
    public void It_counts_in_sizes_of_the_measure(float left, float top, float right, float bottom, float expected) =>
        Assert.Equal(expected, Distance.InSizes(Head, new(left, top, right, bottom)), 0.001f);

    [Fact]
    public void From_nothing_everything_is_far() => Assert.Equal(float.PositiveInfinity, Distance.InSizes(new(0.4f, 0.4f, 0.4f, 0.6f), Head));
}
