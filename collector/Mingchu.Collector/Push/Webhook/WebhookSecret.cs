namespace Mingchu.Collector.Push.Webhook;

/// <summary>Reads a Standard Webhooks secret: <c>whsec_</c> and base64 of 24..64 random bytes.</summary>
public static class WebhookSecret
{
    private const string Prefix = "whsec_";

    /// <summary>The key, or why the text is none. The reason never repeats the text.</summary>
    public static (byte[]? Key, string? Error) Parse(string text)
    {
        var trimmed = text.Trim();
        if (!trimmed.StartsWith(Prefix, StringComparison.Ordinal))
            return (null, $"a webhook secret starts with {Prefix}");
        var key = new byte[trimmed.Length];
        if (!Convert.TryFromBase64String(trimmed[Prefix.Length..], key, out var length))
            return (null, $"what follows {Prefix} is not base64");
        return length is >= 24 and <= 64 ? (key[..length], null) : (null, $"a webhook secret has 24..64 bytes, this one {length}");
    }
}
