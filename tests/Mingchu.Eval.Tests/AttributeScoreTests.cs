using Mingchu.Edge.Inference.Manifests;

namespace Mingchu.Eval.Tests;

public sealed class AttributeScoreTests
{
    private static readonly AttributeSpec Cap =
        new("cap", "cap", "head", 1, [new("worn", ["net", "cap"]), new("none", ["bare"])], 0.8f, 16);

    [Fact]
    public void The_figures_are_those_worked_out_by_hand()
    {
        var score = new AttributeScore(Cap, "labelled");
        foreach (var (word, answer, pixels) in ((string, string?, float)[])[
            ("net", "worn", 30), ("cap", "worn", 24), ("net", "none", 30), ("bare", "none", 30), ("bare", null, 20), ("net", null, 23.9f), ("unknown", "worn", 99)])
            score.Add(word, new("cap", answer, 0.9f), pixels);
        var result = score.Result();
        Assert.Equal(4 / 6.0, result.Determined);
        Assert.Equal(1.0, result.Determined24);
        Assert.Equal(3 / 4.0, result.Accuracy);
        Assert.Equal([new("worn", 0.8, 1, 2 / 3.0, 4), new("none", 2 / 3.0, 0.5, 1, 2)], result.Values);
    }

    [Fact]
    public void A_box_without_truth_is_not_counted()
    {
        var score = new AttributeScore(Cap, "labelled");
        score.Add(null, new("cap", "worn", 0.9f), 30);
        var result = score.Result();
        Assert.Null(result.Determined);
        Assert.Null(result.Accuracy);
        Assert.All(result.Values, v => Assert.Equal(new(v.Name, null, null, null, 0), v));
    }
}
