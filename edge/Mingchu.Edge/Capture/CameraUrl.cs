using System.Text.RegularExpressions;

namespace Mingchu.Edge.Capture;

/// <summary>Address of a stream. Its text form never shows user or password; only ffmpeg is given <see cref="Secret"/>.</summary>
public sealed partial record CameraUrl
{
    private static readonly string[] Schemes = ["rtsp", "rtsps", "http", "https", "file"];

    private CameraUrl(string secret) => Secret = secret;

    /// <summary>The address with its credentials.</summary>
    public string Secret { get; }

    /// <summary>Whether it is a file of this machine, played at its own pace; for trials.</summary>
    public bool IsFile => Secret.StartsWith("file:", StringComparison.Ordinal);

    /// <summary>Host name or number; empty for a file.</summary>
    public string Host => new Uri(Secret).Host.Trim('[', ']');

    /// <summary>Whether it names a user.</summary>
    public bool HasLogin => Credentials().IsMatch(Secret);

    /// <summary>The same address with a login; for one that has none.</summary>
    public CameraUrl WithLogin(string user, string password)
    {
        var host = Secret.IndexOf("://", StringComparison.Ordinal) + 3;
        return new($"{Secret[..host]}{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}@{Secret[host..]}");
    }

    /// <summary>The address, or what is wrong with it.</summary>
    public static (CameraUrl? Url, string? Error) Parse(string text)
    {
        if (text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            return (null, "has a space or control character; write it percent-encoded");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
            return (null, "is not a URL; expected rtsp://user:password@host:554/path (special characters in the password percent-encoded, @ is %40)");
        if (!Schemes.Contains(uri.Scheme))
            return (null, $"scheme '{uri.Scheme}' is not one of {string.Join(", ", Schemes)}");
        if (uri.Scheme != "file" && uri.Host.Length == 0)
            return (null, "names no host");
        return (new CameraUrl(text), null);
    }

    /// <summary>Any text without the credentials of URLs in it.</summary>
    public static string Redact(string text) => Credentials().Replace(text, "://");

    /// <inheritdoc/>
    public override string ToString() => Redact(Secret);

    // Greedy up to the last @ before the path: what follows an unescaped @ in a password is a secret, too.
    [GeneratedRegex(@"://[^/\s'""]*@", RegexOptions.CultureInvariant)]
    private static partial Regex Credentials();
}
