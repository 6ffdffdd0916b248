using Mingchu.Edge.Core.Uniform;

namespace Mingchu.Edge.Core.Tests.Uniform;

public sealed class EmbeddingTests
{
    private static readonly Gen<float[]> AnyVector = Gen.Float[-100, 100].Array[8].Where(v => v.Any(x => MathF.Abs(x) > 0.01f));

    [Fact]
    public void A_vector_keeps_its_direction_and_gets_length_one() =>
        AnyVector.Sample(v =>
        {
            var unit = Embedding.Normalised(v)!;
            Assert.Equal(1, unit.Sum(x => x * x), 1e-4);
            Assert.Equal(1, Embedding.Likeness(unit, Embedding.Normalised([.. v.Select(x => x * 3)])!), 1e-4);
            Assert.Equal(-1, Embedding.Likeness(unit, Embedding.Normalised([.. v.Select(x => -x)])!), 1e-4);
        });

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(float.NaN, 1f)]
    [InlineData(1f, float.PositiveInfinity)]
    public void A_vector_without_direction_is_none(float a, float b) => Assert.Null(Embedding.Normalised([a, b]));

    [Fact]
    public void Likeness_to_many_looks_is_the_mean_of_the_three_most_alike() =>
        Gen.Select(AnyVector, AnyVector.List[1, 12]).Sample((v, others) =>
        {
            var unit = Embedding.Normalised(v)!;
            var looks = others.ConvertAll(o => Embedding.Normalised(o)!);
            var expected = looks.Select(l => Embedding.Likeness(unit, l)).OrderDescending().Take(3).Average();
            Assert.Equal(expected, Embedding.Likeness(unit, looks), 1e-4);
        });

    [Fact]
    public void Nobody_is_like_no_looks() => Assert.Equal(-1, Embedding.Likeness([1, 0], Array.Empty<float[]>()));
}
