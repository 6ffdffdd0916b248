using System.Text;
using Mingchu.Collector.Push.Webhook;

namespace Mingchu.Collector.Tests.Push;

public class WebhookSignatureTests
{
    [Fact]
    public void The_example_of_the_Standard_Webhooks_libraries_is_reproduced()
    {
        // Secret, id, time and body as in the specification's reference libraries; the value checked with Python's hmac.
        var (key, _) = WebhookSecret.Parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        var signature = WebhookSignature.V1(key!, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Encoding.UTF8.GetBytes("{\"test\": 2432232314}"));

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [Theory]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "starts with whsec_")]
    [InlineData("whsec_not base64!", "not base64")]
    [InlineData("whsec_c2hvcnQ=", "24..64 bytes")]
    public void A_text_that_is_no_secret_is_refused_without_repeating_it(string text, string reason)
    {
        var (key, error) = WebhookSecret.Parse(text);

        Assert.Null(key);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.DoesNotContain(text["whsec_".Length..], error, StringComparison.Ordinal);
    }
}
