using Mingchu.Edge.Core.Detection;
using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Eval.Tests;

public sealed class DetectionScoreTests
{
    private static Box At(float x) => new(x, 0.1f, x + 0.05f, 0.2f);

    private static Detection Head(float x, float score) => new("head", score, At(x));

    [Fact]
    public void A_perfect_detector_scores_one()
    {
        var score = new DetectionScore("head", 0.5f);
        score.Add([Head(0.1f, 0.9f), Head(0.3f, 0.8f)], [At(0.1f), At(0.3f)]);
        Assert.Equal(new("head", 1, 1, 1, 2), score.Result());
    }

    [Fact]
    public void The_figures_are_those_worked_out_by_hand()
    {
        var score = new DetectionScore("head", 0.5f);
        // By score: hit .9, miss .8, hit .7, miss .6, hit .4; four boxes. Precisions at the hits 1, 2/3, 3/5.
        score.Add([Head(0.1f, 0.9f), Head(0.8f, 0.8f), Head(0.3f, 0.7f)], [At(0.1f), At(0.3f)]);
        score.Add([Head(0.8f, 0.6f), Head(0.1f, 0.4f)], [At(0.1f), At(0.5f)]);
        var result = score.Result();
        Assert.Equal((1 + (2 / 3.0) + (3 / 5.0)) / 4, result.Ap50!.Value, 1e-9);
        Assert.Equal(2 / 4.0, result.Precision!.Value, 1e-9);
        Assert.Equal(2 / 4.0, result.Recall!.Value, 1e-9);
        Assert.Equal(4, result.Boxes);
    }

    [Fact]
    public void The_envelope_takes_the_best_precision_at_any_higher_recall()
    {
        var score = new DetectionScore("head", 0.5f);
        // Miss .9, hit .8, hit .7: precisions 0, 1/2, 2/3; the envelope is 2/3 throughout.
        score.Add([Head(0.8f, 0.9f), Head(0.1f, 0.8f), Head(0.3f, 0.7f)], [At(0.1f), At(0.3f)]);
        Assert.Equal(2 / 3.0, score.Result().Ap50!.Value, 1e-9);
    }

    [Fact]
    public void A_second_detection_of_one_thing_is_false()
    {
        var score = new DetectionScore("head", 0.5f);
        score.Add([Head(0.1f, 0.9f), Head(0.101f, 0.8f)], [At(0.1f)]);
        Assert.Equal(0.5, score.Result().Precision);
    }

    [Fact]
    public void A_detection_takes_the_box_it_covers_best_among_the_free_ones() =>
        Assert.Equal([1, 0], DetectionScore.Match([Head(0.11f, 0.9f), Head(0.11f, 0.8f)], [At(0.10f), At(0.112f)]));

    [Fact]
    public void Nothing_to_find_and_nothing_found_gives_no_figures() =>
        Assert.Equal(new("head", null, null, null, 0), new DetectionScore("head", 0.5f).Result());

    [Fact]
    public void Nothing_found_of_something_is_zero()
    {
        var score = new DetectionScore("head", 0.5f);
        score.Add([], [At(0.1f)]);
        Assert.Equal(new("head", 0, 0, 0, 1), score.Result());
    }
}
