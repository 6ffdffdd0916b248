using Mingchu.Collector.Core.Labels;
using Mingchu.Collector.Core.Quality;
using Mingchu.Contracts.Messages;
using Some = Mingchu.Collector.Core.Tests.Quality.Some;

namespace Mingchu.Collector.Core.Tests.Labels;

/// <summary>What a verdict teaches, line by line: boxes "class+attribute words", classes the picture labels and how far, and what of each box is known.</summary>
[Trait("row", "B11")]
public sealed class PictureLabelsTests
{
    [Theory]
    // A confirmed finding: the box is a head and it is bare. Other heads may be in the picture.
    [InlineData("no-cap", Judgement.Confirmed, "head cap=none", "head head=bare", "head:Boxes", "So")]
    [InlineData("mask-worn-wrong", Judgement.Confirmed, "head mask=wrong", "head mask=wrong", "head:Boxes", "So")]
    [InlineData("no-uniform", Judgement.Confirmed, "head clothes=street", "head clothes=street", "head:Boxes", "So")]
    // A finding that labelled sets have no word for: the box alone.
    [InlineData("no-cap", Judgement.Confirmed, "head goggles=none", "head", "head:Boxes", "So")]
    // A false finding does not tell the other value, nor that it is a head.
    [InlineData("no-cap", Judgement.FalseAlarm, "head cap=none", "", "", "NotSo")]
    // A thing.
    [InlineData("rodent", Judgement.Confirmed, "rodent", "rodent", "rodent:Boxes", "So")]
    [InlineData("rodent", Judgement.FalseAlarm, "rodent", "", "rodent:Picture", "NotSo")]
    [InlineData("fire-smoke", Judgement.FalseAlarm, "fire", "", "fire:Picture smoke:Picture", "NotSo")]
    // A hazard that is more than its thing: the phone may be there all the same.
    [InlineData("phone-use", Judgement.FalseAlarm, "phone", "", "", "NotSo")]
    [InlineData("intruder", Judgement.FalseAlarm, "head", "", "", "NotSo")]
    [InlineData("phone-use", Judgement.Confirmed, "phone", "phone", "phone:Boxes", "So")]
    // Found by geometry: what it is, the hazard says.
    [InlineData("floor-litter", Judgement.Confirmed, "new object", "litter", "litter:Boxes", "So")]
    [InlineData("goods-on-floor", Judgement.Confirmed, "new object", "goods-on-floor", "goods-on-floor:Boxes", "So")]
    [InlineData("goods-on-floor", Judgement.FalseAlarm, "new object", "", "", "NotSo")]
    // Nobody judged it.
    [InlineData("rodent", Judgement.None, "rodent", "", "", "Open")]
    // A label that names no class.
    [InlineData("rodent", Judgement.Confirmed, "a,b", "", "", "Open")]
    public void A_verdict_says_this_and_no_more(string hazard, Judgement judgement, string label, string boxes, string labelled, string truth)
    {
        var labels = Labels(Some.Alert(1, judgement, hazard: hazard), new AlertBox(0.1, 0.2, 0.2, 0.4, label, 0.9));
        Assert.Equal(boxes, string.Join(' ', labels.Boxes.Zip(labels.Attributes, (b, a) => string.Join(' ', a.Select(p => $"{p.Key}={p.Value}").Prepend(b.Class)))));
        Assert.Equal(labelled, string.Join(' ', labels.Labelled.Select(l => $"{l.Key}:{l.Value}")));
        Assert.Equal(truth, string.Join(' ', labels.Judged.Select(j => j.Truth)));
    }

    [Fact]
    public void Of_several_boxes_a_confirmed_alert_vouches_for_the_surest_and_a_false_one_for_none()
    {
        AlertBox[] boxes = [new(0.1, 0.1, 0.1, 0.1, "head cap=none", 0.7), new(0.5, 0.5, 0.1, 0.1, "head cap=none", 0.9)];
        Assert.Equal([BoxTruth.Open, BoxTruth.So], Labels(Some.Alert(1, Judgement.Confirmed), boxes).Judged.Select(j => j.Truth));
        Assert.Equal([BoxTruth.NotSo, BoxTruth.NotSo], Labels(Some.Alert(1, Judgement.FalseAlarm), boxes).Judged.Select(j => j.Truth));
    }

    [Fact]
    public void Of_several_alerts_of_a_confirmed_case_only_the_one_that_was_shown_first_teaches()
    {
        var other = Some.Alert(1, Judgement.Confirmed) with { ShownFirst = false };
        Assert.Empty(Labels(other, [.. other.Boxes!]).Boxes);
        Assert.Empty(Labels(other, [.. other.Boxes!]).Labelled);
    }

    [Fact]
    public void A_false_thing_without_known_boxes_still_says_that_the_picture_shows_none() =>
        Assert.Equal(["rodent"], PictureLabels.Of(Some.Alert(1, Judgement.FalseAlarm, hazard: "rodent"), null).Labelled.Keys);

    [Fact]
    public void Boxes_are_the_part_of_the_alerts_box_within_the_picture()
    {
        var box = Assert.Single(Labels(Some.Alert(1, Judgement.Confirmed), new AlertBox(0.9, 0.8, 0.4, 0.1, "head cap=none", 1)).Boxes);
        Assert.Equal((0.95, 0.85, 0.1, 0.1), (Math.Round(box.X, 9), Math.Round(box.Y, 9), Math.Round(box.Width, 9), Math.Round(box.Height, 9)));
        Assert.Empty(Labels(Some.Alert(1, Judgement.Confirmed), new AlertBox(1, 0.8, 0.4, 0.1, "head cap=none", 1)).Boxes);
    }

    [Fact]
    public void Whatever_the_boxes_are_labels_lie_in_the_picture_and_match_their_attributes() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[0, 1], Gen.String).Array[0, 5].Sample(boxes =>
        {
            var labels = Labels(Some.Alert(1, Judgement.Confirmed), [.. boxes.Select(b => new AlertBox(b.Item1, b.Item2, b.Item3, b.Item4, b.Item5, 0.5))]);
            return labels.Boxes.Count == labels.Attributes.Count && labels.Judged.Count == boxes.Length && labels.Boxes.All(b =>
                b.Width > 0 && b.Height > 0 && b.X - (b.Width / 2) >= -1e-9 && b.X + (b.Width / 2) <= 1 + 1e-9 && b.Y - (b.Height / 2) >= -1e-9
                && b.Y + (b.Height / 2) <= 1 + 1e-9 && labels.Labelled.ContainsKey(b.Class) && !b.Class.AsSpan().ContainsAny(" ,\n\"="));
        });

    private static PictureLabels Labels(JudgedAlert alert, params AlertBox[] boxes) => PictureLabels.Of(alert, boxes);
}
