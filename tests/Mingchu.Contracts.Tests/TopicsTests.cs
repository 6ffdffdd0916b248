namespace Mingchu.Contracts.Tests;

public sealed class TopicsTests
{
    [Theory]
    [InlineData("mc/v1/box-1/alerts", "box-1", "alerts")]
    [InlineData("mc/v1/box-1/cameras/stove/status", "box-1", "cameras/stove/status")]
    public void A_topic_names_its_device(string topic, string device, string name) =>
        Assert.Equal((device, name), Topics.Parse(topic));

    [Theory]
    [InlineData("mc/v2/box-1/alerts")]
    [InlineData("mc/v1//alerts")]
    [InlineData("mc/v1/Box/alerts")]
    [InlineData("mc/v1/box-1/")]
    [InlineData("mc/v1/+/alerts")]
    [InlineData("mc/v1/-box/alerts")]
    public void A_foreign_topic_is_none_of_ours(string topic) => Assert.Null(Topics.Parse(topic));

    [Theory]
    [InlineData("a", true)]
    [InlineData("box-1", true)]
    [InlineData("box\n", false)]
    [InlineData("", false)]
    [InlineData("a/b", false)]
    [InlineData("#", false)]
    public void An_id_is_lower_case_letters_digits_and_inner_hyphens(string id, bool expected) => Assert.Equal(expected, Topics.IsId(id));
}
