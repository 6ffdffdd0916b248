using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Edge.Core.Tests.Geometry;

public sealed class PolygonTests
{
    /// <summary>A U, open at the top.</summary>
    private static readonly Polygon U = new([(0, 0), (0.3f, 0), (0.3f, 0.7f), (0.7f, 0.7f), (0.7f, 0), (1, 0), (1, 1), (0, 1)]);

    [Theory]
    [InlineData(0.1f, 0.1f, true)]
    [InlineData(0.9f, 0.1f, true)]
    [InlineData(0.5f, 0.9f, true)]
    [InlineData(0.5f, 0.3f, false)]
    [InlineData(1.1f, 0.5f, false)]
    [InlineData(-0.1f, 0.5f, false)]
    public void A_point_is_inside_a_concave_polygon_or_not(float x, float y, bool inside) => Assert.Equal(inside, U.Contains(x, y));

    [Fact]
    public void A_rectangle_contains_what_its_bounds_say_whatever_the_turn() =>
        Gen.Select(Gen.Float[0, 1], Gen.Float[0, 1], Gen.Bool).Where((x, y, _) => Clear(x) && Clear(y)).Sample((x, y, reverse) =>
        {
            (float, float)[] corners = [(0.2f, 0.2f), (0.8f, 0.2f), (0.8f, 0.8f), (0.2f, 0.8f)];
            Assert.Equal(x is > 0.2f and < 0.8f && y is > 0.2f and < 0.8f, new Polygon(reverse ? [.. corners.Reverse()] : corners).Contains(x, y));
        });

    [Fact]
    public void Bounds_and_area_are_those_of_the_corners()
    {
        Assert.Equal(new Box(0, 0, 1, 1), U.Bounds);
        Assert.Equal(1 - (0.4f * 0.7f), U.Area, 0.0001f);
    }

    [Fact]
    public void Only_a_polygon_whose_sides_cross_crosses_itself()
    {
        Assert.False(U.CrossesItself);
        Assert.False(new Polygon([(0, 0), (1, 0), (0, 1)]).CrossesItself);
        Assert.True(new Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]).CrossesItself);
        Assert.True(new Polygon([(0, 0), (1, 0), (0.2f, 0.5f), (0.8f, 0.5f), (0, -1)]).CrossesItself);
    }

    private static bool Clear(float v) => MathF.Abs(v - 0.2f) > 0.001f && MathF.Abs(v - 0.8f) > 0.001f;
}
