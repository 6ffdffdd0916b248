using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Core.Tracking;

namespace Mingchu.Edge.Core.Tests.Rules.Conditions;

/// <summary>A head is 0.04 wide and high and at 0.25, 0.5; a thing of the same size is put so many head sizes below it.</summary>
[Trait("row", "A3")]
public sealed class NearPersonTests
{
    private static Track Below(string type, float heads, float across = 0) => Some.Thing(type, 0.25f + (across * 0.04f), 0.5f + (heads * 0.04f));

    [Theory]
    [InlineData("smoking", "cigarette", 0.5f, 'v')]
    [InlineData("smoking", "cigarette", 2.4f, 'v')]
    [InlineData("smoking", "cigarette", 2.6f, '-')]
    [InlineData("smoking", "phone", 0.5f, '-')]
    [InlineData("phone-use", "phone", 1, 'v')]
    [InlineData("phone-use", "phone", 4, '-')]
    public void Near_a_head_it_is_used_far_from_it_it_is_not(string hazard, string type, float heads, char expected) =>
        Assert.Equal(expected, Some.Letter(Some.Judge(Some.RuleOf(hazard), new([Some.Head(), Below(type, heads)])).Verdict));

    [Theory]
    [InlineData(4, 'v', "phone in hand")]
    [InlineData(8, 'u', null)]
    public void In_a_hand_it_needs_somebody_whose_hand_it_is(float heads, char expected, string? label)
    {
        foreach (var hand in (string[])["hand", "glove"])
        {
            var sighting = Some.Judge(Some.RuleOf("phone-use"), new([Some.Head(), Below("phone", heads), Below(hand, heads, across: 1)]));
            Assert.Equal(expected, Some.Letter(sighting.Verdict));
            Assert.Equal(label, sighting.Boxes.Select(b => b.Label).SingleOrDefault());
        }
    }

    [Fact]
    public void A_cigarette_in_a_hand_far_from_the_mouth_is_not_smoked() =>
        Assert.Null(Some.Judge(Some.RuleOf("smoking"), new([Some.Head(), Below("cigarette", 4), Below("hand", 4)])).Verdict);

    [Fact]
    public void Without_a_person_the_thing_alone_is_nothing() => Assert.Null(Some.Judge(Some.RuleOf("phone-use"), new([Some.Thing("phone")])).Verdict);

    [Fact]
    public void A_head_just_lost_sight_of_still_counts_and_a_masked_face_does_not()
    {
        var phone = Below("phone", 1);
        Assert.Equal('v', Some.Letter(Some.Judge(Some.RuleOf("phone-use"), new([Some.Head() with { Visible = false }, phone])).Verdict));
        Mask poster = new(new([(0.2f, 0.45f), (0.3f, 0.45f), (0.3f, 0.52f), (0.2f, 0.52f)]));
        Assert.Null(Some.Judge(Some.RuleOf("phone-use"), new([Some.Head(), phone]), poster).Verdict);
    }

    [Fact]
    public void A_zone_is_about_where_the_thing_is()
    {
        var head = Some.Thing("head", 0.49f);
        Assert.Equal('v', Some.Letter(Some.Judge(Some.RuleOf("phone-use", Some.Left), new([head with { Box = head.Box.Moved(0.03f, 0) }, Some.Thing("phone", 0.48f)])).Verdict));
        Assert.Null(Some.Judge(Some.RuleOf("phone-use", Some.Left), new([head, Some.Thing("phone", 0.52f)])).Verdict);
    }
}
