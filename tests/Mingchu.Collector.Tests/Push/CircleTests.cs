using Mingchu.Collector.Push;
using Mingchu.Rig;

namespace Mingchu.Collector.Tests.Push;

[Trait("row", "E1")]
public class CircleTests
{
    [Theory]
    [InlineData("", "", "merchant", "", true)]
    [InlineData("", "", "platform", "meituan", true)]
    [InlineData("merchant", "", "platform", "meituan", false)]
    [InlineData("platform", "", "platform", "", true)]
    [InlineData("platform", "meituan", "platform", "meituan", true)]
    [InlineData("platform", "meituan", "platform", "eleme meituan", true)]
    [InlineData("platform", "meituan", "platform", "eleme", false)]
    [InlineData("platform", "meituan", "platform", "", false)]
    [InlineData("", "meituan", "regulator", "meituan", false)]
    public void A_receiver_of_a_platform_hears_what_platforms_are_told_of_matters_of_its_own(string audiences, string platforms, string audience, string of, bool hears) =>
        Assert.Equal(hears, new Circle(Words(audiences), Words(platforms)).Has(audience, Words(of)));

    [Fact]
    public async Task A_receiver_of_a_platform_that_would_hear_more_is_an_error_with_its_place()
    {
        await using var folder = new RunFolder();
        var secret = folder.Write("secret", "whsec_" + Convert.ToBase64String(new byte[32]));
        List<string> errors = [];
        PushSettings.Read(new()
        {
            Webhooks = [new() { Name = "meituan", Url = "https://hooks.example", SecretFile = secret, Platforms = ["meituan"] }],
            Robots = [new() { Name = "group", Kind = "wecom", UrlFile = folder.Write("url", "https://robot.example"), Audiences = ["platform", "regulator"], Platforms = ["Meituan"] }],
        }, null, errors);
        Assert.Equal(
            ["""Push:Webhooks:0:Platforms: a receiver of platforms hears nothing else; set Audiences to ["platform"]""",
                """Push:Robots:0:Platforms: a receiver of platforms hears nothing else; set Audiences to ["platform"]""",
                "Push:Robots:0:Platforms: 'Meituan' is not the id of a platform"], errors);
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
