using Mingchu.Edge.Core.Tracking;
using Seen = Mingchu.Edge.Core.Detection.Detection;

namespace Mingchu.Edge.Core.Tests.Tracking;

public sealed class VotesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The opinion after frames at 5 per second; <c>n</c> none, <c>w</c> worn, <c>?</c> undetermined, <c>.</c> not seen.</summary>
    private static AttributeOpinion? After(string readings, float quorum = 0)
    {
        var (state, at) = (TrackerState.Empty, Noon);
        IReadOnlyList<Track> tracks = [];
        foreach (var reading in readings)
        {
            var value = reading switch { 'n' => "none", 'w' => "worn", _ => null };
            (state, tracks) = Tracker.Step(state, reading == '.' ? [] : [new Seen("head", 0.9f, new(0.3f, 0.3f, 0.4f, 0.4f)) { Readings = [new("cap", value, 0.9f) { Quorum = quorum }] }], at);
            at += TimeSpan.FromSeconds(0.2);
        }
        return Assert.Single(tracks).Opinion("cap");
    }

    [Theory]
    [InlineData("nn", null)]
    [InlineData("nnn", "none")]
    [InlineData("www", "worn")]
    [InlineData("??????????", null)]
    [InlineData("?????nnn", "none")]
    [InlineData("nnn??????????", "none")]
    [InlineData("nwnwnwnw", null)]
    [InlineData("nnnnnnnnw", "none")]
    [InlineData("nnnnnnnnnnwwwwwwwwwwwwwww", "worn")]
    [InlineData("nnnnn..........", "none")]
    [InlineData("nnnnn???????????????????????????????????", null)]
    public void A_value_needs_enough_votes_that_agree_and_are_not_old(string readings, string? value) => Assert.Equal(value, After(readings)!.Value);

    /// <summary>A mask is hidden by a turned back, a cap is not: where most looks at it tell nothing, the others are guesses.</summary>
    [Theory]
    [InlineData("nnn???", 0.5, "none")]
    [InlineData("nnn????", 0.5, null)]
    [InlineData("?n?n??n?n?", 0.5, null)]
    [InlineData("?n?n??n?n?", 0, "none")]
    [InlineData("?wwww?w?w", 0.5, "worn")]
    [InlineData("nnnw?n?n???nnw", 0.5, "none")]
    [InlineData("nnnw??n???nw", 0.5, null)]
    [InlineData("nnn???...", 0.5, "none")]
    [InlineData("??????????nnnnnnnnnnnnnnnnnnnnnnnnnnnnn", 0.5, "none")]
    public void Of_what_shows_from_every_side_enough_readings_must_tell_something(string readings, float quorum, string? value) =>
        Assert.Equal(value, After(readings, quorum)!.Value);

    [Fact]
    public void A_track_without_readings_has_no_opinion()
    {
        var (state, _) = Tracker.Step(TrackerState.Empty, [new("head", 0.9f, new(0.3f, 0.3f, 0.4f, 0.4f))], Noon);
        var (_, tracks) = Tracker.Step(state, [new("head", 0.9f, new(0.3f, 0.3f, 0.4f, 0.4f))], Noon.AddSeconds(0.2));
        Assert.Null(Assert.Single(tracks).Opinion("cap"));
    }

    [Fact]
    public void Confidence_is_a_share_and_falls_with_disagreement() =>
        Gen.Char["nw?"].Array[4, 40].Sample(readings =>
        {
            var opinion = After(new(readings))!;
            Assert.InRange(opinion.Confidence, 0, 1);
            Assert.True(opinion.Value is null || opinion.Confidence >= 0.5f);
        }, iter: 200);

    [Fact]
    public void Agreement_gives_the_readings_own_confidence() => Assert.Equal(0.9f, After("nnnnnn")!.Confidence, 0.001);
}
