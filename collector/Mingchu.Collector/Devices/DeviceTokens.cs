using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Mingchu.Collector.Devices;

/// <summary>Tokens of devices: 256 random bits, so that a salted SHA-256 is enough and log-ins stay cheap.</summary>
public static class DeviceTokens
{
    /// <summary>A new token, its salt and its hash; the token is shown once and kept nowhere.</summary>
    public static (string Token, string Salt, string Hash) New()
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return (token, salt, Hash(salt, token));
    }

    /// <summary>Whether this is the token, in constant time.</summary>
    public static bool Matches(string salt, string hash, string token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(salt, token)), Encoding.ASCII.GetBytes(hash));

    private static string Hash(string salt, string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(salt + ":" + token)));
}
