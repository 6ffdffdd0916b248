using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mingchu.Collector.Push.Robots;

/// <summary>Signatures of group robots, base64.</summary>
public static class RobotSignature
{
    /// <summary>DingTalk: HMAC-SHA256 with the secret over <c>timestamp\nsecret</c>.</summary>
    /// <param name="secret">Secret of the robot, <c>SEC...</c>.</param>
    /// <param name="timestamp">Unix milliseconds.</param>
    public static string DingTalk(string secret, long timestamp) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Head(secret, timestamp)));

    /// <summary>Feishu: HMAC-SHA256 of nothing with <c>timestamp\nsecret</c> as the key.</summary>
    /// <param name="secret">Secret of the robot.</param>
    /// <param name="timestamp">Unix seconds.</param>
    public static string Feishu(string secret, long timestamp) => Convert.ToBase64String(HMACSHA256.HashData(Head(secret, timestamp), Array.Empty<byte>()));

    private static byte[] Head(string secret, long timestamp) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{timestamp}\n{secret}"));
}
