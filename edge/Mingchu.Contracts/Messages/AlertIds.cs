using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mingchu.Contracts.Messages;

/// <summary>Ids derived from what they name, so that a retry or a restart can't make two.</summary>
public static class AlertIds
{
    /// <summary>32 lower-case hex digits of SHA-256 over device, camera, hazard, zone and the start in Unix milliseconds.</summary>
    public static string For(string device, string camera, string hazard, string? zone, DateTimeOffset startedAt)
    {
        var name = string.Join('\n', device, camera, hazard, zone ?? "", startedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
    }

    /// <summary>Message id of one life-cycle event of an alert.</summary>
    public static string Message(string alertId, int sequence) => $"{alertId}/{sequence.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Message id of one piece of evidence of an alert.</summary>
    public static string Message(string alertId, EvidenceKind kind) => $"{alertId}/{kind.ToString().ToLowerInvariant()}";
}
