using System.Text.Json;

namespace Mingchu.Collector.Push.Robots;

/// <summary>Reads what a robot says inside HTTP 200: <c>errcode</c> (WeCom, DingTalk) or <c>code</c> (Feishu), 0 is delivery.</summary>
public static class RobotAnswer
{
    /// <summary>What the body means. Only the code is repeated, for the message next to it may echo the key.</summary>
    public static SendResult Judge(string kind, ReadOnlyMemory<byte> body)
    {
        if (Code(kind == "feishu" ? "code" : "errcode", body) is not { } code)
            return new SendResult.Recoverable($"the answer is not that of a {kind} robot; check the address");
        return (kind, code) switch
        {
            (_, 0) => new SendResult.Delivered(),
            ("wecom", 45009 or 45033) or ("dingtalk", 130101 or 410100) or ("feishu", 11232 or 99991400) =>
                new SendResult.Recoverable($"{kind} {code}: too many messages in this group", TimeSpan.FromMinutes(1)),
            // Said of too many requests as well as of one it can't read.
            ("feishu", 9499) => new SendResult.Recoverable($"{kind} {code}: bad or too many requests", TimeSpan.FromMinutes(1)),
            ("dingtalk", 90030) => new SendResult.Recoverable($"{kind} {code}: this group's messages of the day are used up", TimeSpan.FromHours(1)),
            ("wecom", 93000) or ("dingtalk", 300001 or 300005 or 400013 or 400101 or 400102 or 400106) or ("feishu", 19001) =>
                new SendResult.Permanent($"{kind} {code}: the robot is unknown or switched off; copy its address from the group's settings into UrlFile"),
            ("dingtalk", 310000) or ("feishu", 19021 or 19022 or 19024) =>
                new SendResult.Permanent($"{kind} {code}: its security settings refuse the message; check SecretFile, the clock, keywords and allowed addresses"),
            ("wecom", 40058) or ("dingtalk", 430101 or 430102 or 430103 or 430104) =>
                new SendResult.Permanent($"{kind} {code}: what the text says, or its length, is refused"),
            _ => new SendResult.Recoverable($"{kind} {code}"),
        };
    }

    private static long? Code(string name, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var code)
                && code.ValueKind == JsonValueKind.Number && code.TryGetInt64(out var number) ? number : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
