namespace Mingchu.Collector.Push;

/// <summary>Section <c>Push</c> of the configuration.</summary>
public sealed class PushOptions
{
    /// <summary>Address under which people reach this collector, for links in notices, e.g. <c>https://mingchu.example.gov.cn</c>.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Receivers of signed webhooks.</summary>
    public List<WebhookOptions> Webhooks { get; set; } = [];

    /// <summary>Outgoing mail; absent when none is sent.</summary>
    public EmailOptions? Email { get; set; }

    /// <summary>Address of a case's page, or null without <see cref="PublicUrl"/>.</summary>
    public string? CaseUrl(Guid caseId) => PublicUrl is { Length: > 0 } url ? $"{url.TrimEnd('/')}/cases/{caseId:D}" : null;
}

/// <summary>One receiver of signed webhooks.</summary>
public sealed class WebhookOptions
{
    /// <summary>Stable name, shown in delivery records.</summary>
    public string Name { get; set; } = "";

    /// <summary>http or https address; redirects are not followed.</summary>
    public string Url { get; set; } = "";

    /// <summary>File with the signing secret, <c>whsec_</c> and base64 of 24..64 bytes.</summary>
    public string SecretFile { get; set; } = "";

    /// <summary>Audiences it serves; empty: all.</summary>
    public List<string> Audiences { get; set; } = [];

    /// <summary>Seconds until an attempt is given up.</summary>
    public double TimeoutSeconds { get; set; } = 10;
}

/// <summary>Outgoing mail.</summary>
public sealed class EmailOptions
{
    public string Host { get; set; } = "";
    public int Port { get; set; } = 587;

    /// <summary><c>starttls</c> (default), <c>tls</c> from the first byte, or <c>none</c> for a relay on this machine.</summary>
    public string Tls { get; set; } = "starttls";

    public string? User { get; set; }
    public string? PasswordFile { get; set; }

    /// <summary>Sender, e.g. <c>Mingchu &lt;mingchu@example.gov.cn&gt;</c>.</summary>
    public string From { get; set; } = "";

    /// <summary>Recipients.</summary>
    public List<EmailRecipient> To { get; set; } = [];

    /// <summary>Seconds until an attempt is given up.</summary>
    public double TimeoutSeconds { get; set; } = 20;
}

/// <summary>Who gets mail.</summary>
public sealed class EmailRecipient
{
    public string Address { get; set; } = "";

    /// <summary>Audiences this address belongs to; empty: all.</summary>
    public List<string> Audiences { get; set; } = [];

    /// <summary><c>zh-CN</c> or <c>en</c>.</summary>
    public string Language { get; set; } = "zh-CN";
}
