using System.Globalization;
using Mingchu.Collector.Core.Quality;

namespace Mingchu.Collector.Core.Tests.Quality;

[Trait("row", "B11")]
public sealed class QualityTableTests
{
    private static readonly Sample[] Samples =
    [
        Some.Sample(1, Judgement.Confirmed) with { Models = ["kitchen 1 aa", "attributes 1 bb"] },
        Some.Sample(2, Judgement.FalseAlarm) with { Models = ["kitchen 2 cc"] },
        Some.Sample(3, Judgement.FalseAlarm, hazard: "rodent") with { Models = ["kitchen 2 cc"], Camera = "pastry" },
        Some.Sample(4, Judgement.None, hazard: "rodent") with { Device = "box-2" },
    ];

    [Theory]
    [InlineData(QualityBy.Camera, "box-1/stove no-cap 1:1:0; box-1/pastry rodent 0:1:0; box-2/stove rodent 0:0:1")]
    [InlineData(QualityBy.Device, "box-1/ 1:2:0; box-2/ 0:0:1")]
    [InlineData(QualityBy.Hazard, "/ no-cap 1:1:0; / rodent 0:1:1")]
    [InlineData(QualityBy.Model, "/ no-cap kitchen 2 cc 0:1:0; / rodent kitchen 2 cc 0:1:0; / no-cap attributes 1 bb 1:0:0; / no-cap kitchen 1 aa 1:0:0")]
    public void Samples_are_counted_by_what_is_asked_those_with_most_false_alarms_first(QualityBy by, string lines) => Assert.Equal(lines,
        string.Join("; ", QualityTable.Of(Samples, by).Select(r => string.Join(' ', new[]
        {
            $"{r.Device}/{r.Camera}", r.Hazard, r.Model, $"{r.Precision.Confirmed}:{r.Precision.FalseAlarms}:{r.Precision.Unjudged}",
        }.Where(w => w is not null)))));

    [Fact]
    public void Only_a_camera_gets_suggestions()
    {
        Assert.All(QualityTable.Of(Samples, QualityBy.Camera), r => Assert.Equal(2, r.Advice.Count));
        Assert.All(QualityTable.Of(Samples, QualityBy.Hazard), r => Assert.Empty(r.Advice));
    }

    [Fact]
    public void The_fragment_is_what_an_operator_pastes_into_the_cameras_entry()
    {
        var effect = new Effect(1, 1, 0, 1);
        Assert.Equal(
            """
            cameras:
              - id: stove
                rules:
                  - {hazard: no-cap, minConfidence: 0.70}
                masks:
                  - {area: [[0.10, 0.20], [0.30, 0.20], [0.30, 0.40], [0.10, 0.40]], for: [no-cap]}

            """.ReplaceLineEndings("\n"),
            EdgeYaml.Of("stove", "no-cap", [new Advice.Threshold(0.7, effect), new Advice.Masks([new(0.1, 0.2, 0.3, 0.4)], effect)]));
        Assert.Null(EdgeYaml.Of("stove", "no-cap", [new Advice.Nothing(Phrase.Of("quality.mask.clean"))]));
    }

    [Theory]
    [InlineData("quality.threshold")]
    [InlineData("quality.threshold.clean")]
    [InlineData("quality.threshold.few")]
    [InlineData("quality.threshold.overlap")]
    [InlineData("quality.mask")]
    [InlineData("quality.mask.clean")]
    [InlineData("quality.mask.scattered")]
    public void Every_reason_has_a_sentence_in_both_languages(string code)
    {
        var phrase = Phrase.Of(code, "61", "62", "63", "64", "65");
        var (english, chinese) = (phrase.In(CultureInfo.InvariantCulture), phrase.In(new("zh-CN")));
        Assert.DoesNotContain(code, english + chinese, StringComparison.Ordinal);
        Assert.Contains(chinese, c => c >= 0x4E00);
        Assert.All(phrase.Values, v => Assert.Equal(english.Contains(v, StringComparison.Ordinal), chinese.Contains(v, StringComparison.Ordinal)));
    }
}
