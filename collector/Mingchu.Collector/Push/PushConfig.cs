using Mingchu.Collector.Push.Mqtt;
using Mingchu.Collector.Push.Robots;
using Mingchu.Collector.Push.Sms;

namespace Mingchu.Collector.Push;

/// <summary>Section <c>Push</c> of the configuration.</summary>
public sealed class PushConfig
{
    /// <summary>Address under which people reach this collector, for links in notices, e.g. <c>https://mingchu.example.gov.cn</c>.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Receivers of signed webhooks.</summary>
    public List<WebhookConfig> Webhooks { get; init; } = [];

    /// <summary>Outgoing mail; absent when none is sent.</summary>
    public EmailConfig? Email { get; init; }

    /// <summary>Robots of chat groups.</summary>
    public List<RobotConfig> Robots { get; init; } = [];

    /// <summary>Short messages; absent when none are sent.</summary>
    public SmsConfig? Sms { get; init; }

    /// <summary>Notices on the broker; absent for none.</summary>
    public MqttNoticeConfig? Mqtt { get; init; }

    /// <summary>Address of the page that a notice leads to, or null without <see cref="PublicUrl"/>.</summary>
    public string? PageUrl(Notice notice) => PublicUrl is { Length: > 0 } url ? url.TrimEnd('/') + notice.Page : null;
}

/// <summary>One receiver of signed webhooks.</summary>
public sealed class WebhookConfig
{
    /// <summary>Stable name, shown in delivery records.</summary>
    public string Name { get; init; } = "";

    /// <summary>http or https address; redirects are not followed.</summary>
    public string Url { get; init; } = "";

    /// <summary>File with the signing secret, <c>whsec_</c> and base64 of 24..64 bytes.</summary>
    public string SecretFile { get; init; } = "";

    /// <summary>Audiences it serves; empty: all.</summary>
    public List<string> Audiences { get; init; } = [];

    /// <summary>Ids of the platforms it belongs to; then <see cref="Audiences"/> is <c>platform</c> alone, and it hears of these platforms' own matters only. Empty: of all.</summary>
    public List<string> Platforms { get; init; } = [];

    /// <summary>Seconds until an attempt is given up.</summary>
    public double TimeoutSeconds { get; init; } = 10;
}

/// <summary>Outgoing mail.</summary>
public sealed class EmailConfig
{
    public string Host { get; init; } = "";
    public int Port { get; init; } = 587;

    /// <summary><c>starttls</c> (default), <c>tls</c> from the first byte, or <c>none</c> for a relay on this machine.</summary>
    public string Tls { get; init; } = "starttls";

    public string? User { get; init; }
    public string? PasswordFile { get; init; }

    /// <summary>Sender, e.g. <c>Mingchu &lt;mingchu@example.gov.cn&gt;</c>.</summary>
    public string From { get; init; } = "";

    /// <summary>Recipients.</summary>
    public List<EmailRecipient> To { get; init; } = [];

    /// <summary>Seconds until an attempt is given up.</summary>
    public double TimeoutSeconds { get; init; } = 20;
}

/// <summary>Who gets mail.</summary>
public sealed class EmailRecipient
{
    public string Address { get; init; } = "";

    /// <summary>Audiences this address belongs to; empty: all.</summary>
    public List<string> Audiences { get; init; } = [];

    /// <summary>Ids of the platforms it belongs to; then <see cref="Audiences"/> is <c>platform</c> alone, and it hears of these platforms' own matters only. Empty: of all.</summary>
    public List<string> Platforms { get; init; } = [];

    /// <summary>Whom it is for.</summary>
    internal Circle For => new(Audiences, Platforms);

    /// <summary><c>zh-CN</c> or <c>en</c>.</summary>
    public string Language { get; init; } = "zh-CN";
}
