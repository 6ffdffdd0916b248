using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mingchu.Collector.Push.Robots;

/// <summary>Writes the request each kind of robot wants for a text.</summary>
public static class RobotRequest
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The signed request.</summary>
    public static HttpRequestMessage For(RobotTarget robot, string text, DateTimeOffset now)
    {
        var url = robot.Url;
        var body = robot.Kind == "feishu"
            ? new JsonObject { ["msg_type"] = "text", ["content"] = new JsonObject { ["text"] = text } }
            : new JsonObject { ["msgtype"] = "text", ["text"] = new JsonObject { ["content"] = text } };
        if (robot is { Kind: "feishu", Secret: { } feishu })
        {
            var seconds = now.ToUnixTimeSeconds();
            body["timestamp"] = seconds.ToString(CultureInfo.InvariantCulture);
            body["sign"] = RobotSignature.Feishu(feishu, seconds);
        }
        if (robot is { Kind: "dingtalk", Secret: { } dingtalk })
        {
            var milliseconds = now.ToUnixTimeMilliseconds();
            var sign = Uri.EscapeDataString(RobotSignature.DingTalk(dingtalk, milliseconds));
            url = new Uri(string.Create(CultureInfo.InvariantCulture, $"{url.AbsoluteUri}{(url.Query.Length > 0 ? '&' : '?')}timestamp={milliseconds}&sign={sign}"));
        }
        return new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body.ToJsonString(Readable), Encoding.UTF8, "application/json") };
    }
}
