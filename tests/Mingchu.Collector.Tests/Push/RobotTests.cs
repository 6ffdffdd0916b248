using System.Text;
using Mingchu.Collector.Push;
using Mingchu.Collector.Push.Robots;

namespace Mingchu.Collector.Tests.Push;

public class RobotTests
{
    private const string Secret = "SECthis-is-a-test";

    // Expected values come from another implementation of HMAC (Python's hmac).
    [Fact]
    public void DingTalk_signs_timestamp_and_secret_with_the_secret() =>
        Assert.Equal("NMFx89/Ew+0YAO0M7Tk6uuWL14KgsoG36AkMt62uIHM=", RobotSignature.DingTalk(Secret, 1_700_000_000_000));

    [Fact]
    public void Feishu_signs_nothing_with_timestamp_and_secret() =>
        Assert.Equal("mDjcSXtlmbO0IMSmZc+yWa3NQVXqAMnhz50UsK3EPvg=", RobotSignature.Feishu(Secret, 1_700_000_000));

    [Theory]
    [InlineData("wecom", """{"errcode":0,"errmsg":"ok"}""", typeof(SendResult.Delivered))]
    [InlineData("wecom", """{"errcode":45009,"errmsg":"api freq out of limit"}""", typeof(SendResult.Recoverable))]
    [InlineData("wecom", """{"errcode":93000,"errmsg":"invalid webhook url"}""", typeof(SendResult.Permanent))]
    [InlineData("wecom", """{"errcode":-1,"errmsg":"system busy"}""", typeof(SendResult.Recoverable))]
    [InlineData("dingtalk", """{"errcode":130101,"errmsg":"send too fast"}""", typeof(SendResult.Recoverable))]
    [InlineData("dingtalk", """{"errcode":310000,"errmsg":"sign not match"}""", typeof(SendResult.Permanent))]
    [InlineData("feishu", """{"code":0,"msg":"success"}""", typeof(SendResult.Delivered))]
    [InlineData("feishu", """{"code":11232,"msg":"frequency limited"}""", typeof(SendResult.Recoverable))]
    [InlineData("feishu", """{"code":19021,"msg":"sign match fail"}""", typeof(SendResult.Permanent))]
    [InlineData("feishu", """{"code":19024,"msg":"Key Words Not Found"}""", typeof(SendResult.Permanent))]
    [InlineData("feishu", """{"code":9499,"msg":"too many request"}""", typeof(SendResult.Recoverable))]
    [InlineData("dingtalk", """{"errcode":400102,"errmsg":"robot stopped"}""", typeof(SendResult.Permanent))]
    [InlineData("wecom", """{"errcode":40058,"errmsg":"exceed max length 2048"}""", typeof(SendResult.Permanent))]
    [InlineData("feishu", """{"errcode":0}""", typeof(SendResult.Recoverable))]
    [InlineData("wecom", "<html>", typeof(SendResult.Recoverable))]
    [InlineData("wecom", "[]", typeof(SendResult.Recoverable))]
    [InlineData("wecom", "", typeof(SendResult.Recoverable))]
    public void A_robot_tells_in_the_body_whether_it_took_the_text(string kind, string body, Type expected) =>
        Assert.IsType(expected, RobotAnswer.Judge(kind, Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void A_text_that_is_too_long_for_a_group_is_cut_with_a_mark_and_keeps_its_link() =>
        Gen.Select(Gen.String[0, 600], Gen.String[0, 900], Gen.Int[3, 2048]).Sample((head, body, most) =>
        {
            var text = $"{head}\n{body}\nhttps://mingchu.example/cases/1\n";
            var cut = RobotText.Cut(text, most);
            Assert.True(Encoding.UTF8.GetByteCount(cut) <= most);
            Assert.Equal(Encoding.UTF8.GetByteCount(text) <= most, cut == text);
            Assert.True(cut == text || cut.Contains('…'));
            Assert.True(cut == text || most < 128 || cut.EndsWith("…\nhttps://mingchu.example/cases/1", StringComparison.Ordinal));
        });

    [Fact]
    public void A_wrong_configuration_is_told_with_its_place_and_without_the_address()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "ftp://secret-address");
            var errors = new List<string>();

            PushSettings.Read(new() { Robots = [new() { Name = "g", Kind = "qq", UrlFile = file }] }, null, errors);

            Assert.Contains(errors, e => e.StartsWith("Push:Robots:0:Kind: 'qq' is not one of wecom, dingtalk, feishu", StringComparison.Ordinal));
            Assert.Contains(errors, e => e.StartsWith("Push:Robots:0:UrlFile:", StringComparison.Ordinal));
            Assert.DoesNotContain(errors, e => e.Contains("secret-address", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
