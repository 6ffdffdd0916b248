using System.Globalization;
using MailKit.Security;
using MimeKit;
using Mingchu.Collector.Core.Routing;
using Mingchu.Collector.Push.Email;
using Mingchu.Collector.Push.Robots;
using Mingchu.Collector.Push.Sms;
using Mingchu.Collector.Push.Webhook;
using Mingchu.Collector.Resources;

namespace Mingchu.Collector.Push;

/// <summary>The checked configuration of push: policy, receivers with their secrets, mail server.</summary>
/// <param name="Config">As configured.</param>
/// <param name="Policy">Routing policy in force: <c>routing.json</c> of the policy folder, else the embedded one.</param>
/// <param name="Webhooks">Receivers.</param>
/// <param name="Email">Mail server, null when none.</param>
/// <param name="Robots">Robots of chat groups.</param>
/// <param name="Sms">Provider of short messages, null when none.</param>
public sealed record PushSettings(
    PushConfig Config, RoutingPolicy Policy, IReadOnlyList<WebhookTarget> Webhooks, EmailTarget? Email, IReadOnlyList<RobotTarget> Robots, SmsTarget? Sms)
{
    /// <summary>Names a policy may use.</summary>
    public static readonly IReadOnlyList<string> ChannelNames = ["in-app", "webhook", "email", "robot", "sms", "mqtt"];

    // Judging, recording and clocks of several collectors that differ.
    private static readonly TimeSpan Spare = TimeSpan.FromSeconds(30);

    /// <summary>How long a collector that began to send a notice may take to say how it ended, before another one sends it: the longest time limit of a receiver and 30 s.</summary>
    public TimeSpan Lease =>
        Spare + Webhooks.Select(w => w.Timeout).Concat(Robots.Select(r => r.Timeout)).Append(Email?.Timeout ?? default).Append(TimeSpan.FromSeconds(Sms?.Config.TimeoutSeconds ?? 0)).Max();

    /// <summary>Checks the section <c>Push</c> and the files it names, and <c>routing.json</c> of the policy folder; adds every error with its path.</summary>
    public static PushSettings Read(PushConfig config, string? policyFolder, ICollection<string> errors)
    {
        if (config.PublicUrl is { Length: > 0 } url && !IsHttp(url))
            errors.Add("Push:PublicUrl: must be an http or https address");
        var webhooks = config.Webhooks.Select((w, i) => Webhook(w, $"Push:Webhooks:{i}", errors)).OfType<WebhookTarget>().ToList();
        foreach (var twice in config.Webhooks.GroupBy(w => w.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            errors.Add($"Push:Webhooks: the name '{twice.Key}' is used {twice.Count()} times");
        var robots = config.Robots.Select((r, i) => r.Read($"Push:Robots:{i}", errors)).OfType<RobotTarget>().ToList();
        foreach (var twice in config.Robots.GroupBy(r => r.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            errors.Add($"Push:Robots: the name '{twice.Key}' is used {twice.Count()} times");
        return new(config, Routing(policyFolder, errors), webhooks, config.Email is { } mail ? Mail(mail, errors) : null, robots, config.Sms?.Read(errors));
    }

    private static RoutingPolicy Routing(string? folder, ICollection<string> errors)
    {
        var file = folder is { Length: > 0 } ? Path.Combine(folder, "routing.json") : null;
        if (file is null || !File.Exists(file))
            return RoutingPolicy.Default;
        var (policy, wrong) = RoutingFile.Parse(File.ReadAllText(file));
        foreach (var error in wrong)
            errors.Add($"{file}: {error}");
        foreach (var channel in (policy?.Destinations ?? []).Select(d => d.Channel).Distinct().Where(c => !ChannelNames.Contains(c)))
            errors.Add($"{file}: there is no channel '{channel}'; there are {string.Join(", ", ChannelNames)}");
        return policy ?? RoutingPolicy.Default;
    }

    private static WebhookTarget? Webhook(WebhookConfig options, string path, ICollection<string> errors)
    {
        var before = errors.Count;
        if (string.IsNullOrWhiteSpace(options.Name) || options.Name.Length > 64)
            errors.Add($"{path}:Name: give the receiver a name of 1..64 characters");
        if (!IsHttp(options.Url))
            errors.Add($"{path}:Url: must be an http or https address without user name");
        if (options.TimeoutSeconds is not (> 0 and <= 60))
            errors.Add($"{path}:TimeoutSeconds: must be more than 0 and at most 60");
        var circle = new Circle(options.Audiences, options.Platforms);
        circle.Check(path, errors);
        var key = SecretOf(options.SecretFile, $"{path}:SecretFile", errors) is { } text ? KeyOf(text, $"{path}:SecretFile", errors) : null;
        return errors.Count > before || key is null
            ? null
            : new(options.Name, new Uri(options.Url), key, circle, TimeSpan.FromSeconds(options.TimeoutSeconds));
    }

    private static byte[]? KeyOf(string text, string path, ICollection<string> errors)
    {
        var (key, error) = WebhookSecret.Parse(text);
        if (error is not null)
            errors.Add($"{path}: {error}");
        return key;
    }

    private static EmailTarget? Mail(EmailConfig options, ICollection<string> errors)
    {
        const string path = "Push:Email";
        var before = errors.Count;
        SecureSocketOptions? security = options.Tls switch
        {
            "starttls" => SecureSocketOptions.StartTls,
            "tls" => SecureSocketOptions.SslOnConnect,
            "none" => SecureSocketOptions.None,
            _ => null,
        };
        if (security is null)
            errors.Add($"{path}:Tls: '{options.Tls}' is not one of starttls, tls, none");
        if (string.IsNullOrWhiteSpace(options.Host))
            errors.Add($"{path}:Host: name the mail server");
        if (options.Port is < 1 or > 65535)
            errors.Add($"{path}:Port: must be 1..65535");
        if (options.TimeoutSeconds is not (> 0 and <= 60))
            errors.Add($"{path}:TimeoutSeconds: must be more than 0 and at most 60");
        if (!MailboxAddress.TryParse(options.From, out var from))
            errors.Add($"{path}:From: '{options.From}' is not a mail address");
        var password = options.User is { Length: > 0 } ? SecretOf(options.PasswordFile, $"{path}:PasswordFile", errors) : "";
        for (var i = 0; i < options.To.Count; i++)
        {
            if (!MailboxAddress.TryParse(options.To[i].Address, out _))
                errors.Add($"{path}:To:{i}:Address: '{options.To[i].Address}' is not a mail address");
            options.To[i].For.Check($"{path}:To:{i}", errors);
            if (!Texts.Languages.Contains(options.To[i].Language))
                errors.Add($"{path}:To:{i}:Language: '{options.To[i].Language}' is not one of {string.Join(", ", Texts.Languages)}");
        }
        return errors.Count > before
            ? null
            : new(options.Host, options.Port, security!.Value, options.User is { Length: > 0 } user ? user : null, password!, from!, options.To,
                TimeSpan.FromSeconds(options.TimeoutSeconds));
    }

    internal static string? SecretOf(string? file, string path, ICollection<string> errors)
    {
        try
        {
            if (!string.IsNullOrWhiteSpace(file) && File.ReadAllText(file).Trim() is { Length: > 0 } text)
                return text;
            errors.Add(string.IsNullOrWhiteSpace(file) ? $"{path}: name the file that holds the secret" : $"{path}: '{file}' is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{path}: '{file}' can't be read: {e.Message}"));
        }
        return null;
    }

    internal static bool IsHttp(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && uri.UserInfo.Length == 0;
}
