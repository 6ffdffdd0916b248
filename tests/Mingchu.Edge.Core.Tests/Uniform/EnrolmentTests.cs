using Mingchu.Edge.Core.Uniform;

namespace Mingchu.Edge.Core.Tests.Uniform;

public sealed class EnrolmentTests
{
    [Fact]
    public void Pictures_of_one_uniform_are_all_kept()
    {
        var result = Assert.IsType<Enrolled>(Enrol(0, 5, 10, 3, 8));
        Assert.Equal(["p0", "p1", "p2", "p3", "p4"], result.Kept.Select(l => l.Picture).Order());
        Assert.Empty(result.Unlike);
    }

    [Fact]
    public void A_picture_unlike_the_others_is_left_out_with_its_likeness()
    {
        var result = Assert.IsType<Enrolled>(Enrol(0, 5, 10, 3, 8, 120));
        Assert.Equal("p5", Assert.Single(result.Unlike).Look.Picture);
        Assert.InRange(result.Unlike[0].Likeness, -1, 0);
        Assert.DoesNotContain(result.Kept, l => l.Picture == "p5");
    }

    [Fact]
    public void Fewer_than_five_pictures_are_refused()
    {
        Assert.Equal(4, Assert.IsType<TooFew>(Enrol(0, 1, 2, 3)).Pictures);
        Assert.Equal(0, Assert.IsType<TooFew>(Enrol()).Pictures);
    }

    [Fact]
    public void Many_people_on_one_picture_are_one_picture() =>
        Assert.Equal(1, Assert.IsType<TooFew>(Enrolment.Enrol([.. Enumerable.Range(0, 9).Select(i => At("group", i))], 0.9f)).Pictures);

    [Fact]
    public void Two_uniforms_mixed_are_refused() => Assert.IsType<TooUnlike>(Enrol(0, 1, 2, 3, 4, 90, 91, 92, 93));

    [Fact]
    public void Pictures_that_fit_nothing_are_refused() => Assert.Equal(4, Assert.IsType<TooUnlike>(Enrol(0, 72, 144, 216, 288)).Unlike.Count);

    [Fact]
    public void Front_and_back_are_one_uniform_where_pictures_from_aside_lie_between() =>
        Assert.Empty(Assert.IsType<Enrolled>(Enrol(0, 20, 40, 60, 80, 100)).Unlike);

    [Fact]
    public void Whatever_is_kept_is_like_the_rest_of_it() =>
        Gen.Double[0, 60].List[5, 20].Sample(degrees =>
        {
            var looks = degrees.Select((d, i) => At($"p{i}", d)).ToArray();
            switch (Enrolment.Enrol(looks, 0.99f))
            {
                case Enrolled e:
                    Assert.All(e.Kept, l => Assert.Contains(e.Kept, o => o.Picture != l.Picture && Embedding.Likeness(l.Embedding, o.Embedding) >= 0.99f));
                    Assert.All(e.Unlike, u => Assert.True(u.Likeness < 0.99f));
                    Assert.Equal(looks.Length, e.Kept.Count + e.Unlike.Count);
                    Assert.True(e.Kept.Count >= Enrolment.MinPictures);
                    break;
                case TooUnlike u:
                    Assert.NotEmpty(u.Unlike);
                    break;
                default:
                    Assert.Fail("five pictures are enough");
                    break;
            }
        });

    private static EnrolmentResult Enrol(params double[] degrees) => Enrolment.Enrol([.. degrees.Select((d, i) => At($"p{i}", d))], 0.9f);

    private static Look At(string picture, double degrees) => new(picture, [(float)Math.Cos(degrees * Math.PI / 180), (float)Math.Sin(degrees * Math.PI / 180)]);
}
