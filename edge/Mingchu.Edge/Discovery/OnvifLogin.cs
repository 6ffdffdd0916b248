using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace Mingchu.Edge.Discovery;

/// <summary>User and password of a device; the password itself is never sent.</summary>
public sealed record OnvifLogin(string User, string Password)
{
    /// <summary>WS-Security's UsernameToken: base64(SHA-1(nonce + created + password)), as the profile of OASIS 1.0 says.</summary>
    /// <param name="nonce">16 random bytes.</param>
    /// <param name="created">By the device's clock, which refuses what is old.</param>
    public string Token(byte[] nonce, DateTimeOffset created)
    {
        var at = created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var digest = Digest(nonce, at, Password);
        return $"""
            <Security xmlns="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd" s:mustUnderstand="1"><UsernameToken><Username>{SecurityElement.Escape(User)}</Username><Password Type="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest">{digest}</Password><Nonce EncodingType="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary">{Convert.ToBase64String(nonce)}</Nonce><Created xmlns="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd">{at}</Created></UsernameToken></Security>
            """;
    }

    /// <summary>The digest of nonce, time and password.</summary>
#pragma warning disable CA5350 // SHA-1 is what the profile prescribes.
    public static string Digest(byte[] nonce, string created, string password) =>
        Convert.ToBase64String(SHA1.HashData([.. nonce, .. Encoding.UTF8.GetBytes(created), .. Encoding.UTF8.GetBytes(password)]));
#pragma warning restore CA5350

    /// <inheritdoc/>
    public override string ToString() => User;
}
