using System.Globalization;

namespace Mingchu.Collector.Push.Sms;

/// <summary>Short messages through a provider's HTTP interface, as a template says. Providers that want a signature over the request need a gateway before them.</summary>
public sealed class SmsConfig
{
    public string Method { get; init; } = "POST";

    /// <summary>http or https address; may hold placeholders, which are percent-encoded. Redirects are not followed.</summary>
    public string Url { get; init; } = "";

    /// <summary>Headers of the request; may hold placeholders.</summary>
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary><c>application/json</c> or <c>application/x-www-form-urlencoded</c>: what the values in the body are escaped for.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>
    /// Body with placeholders: <c>{phone}</c>, <c>{text}</c> (one line), <c>{id}</c> (the same for every attempt), <c>{number}</c>, <c>{premises}</c>, <c>{hazard}</c>, <c>{grade}</c>,
    /// <c>{url}</c>, <c>{secret:NAME}</c>. Empty for none.
    /// </summary>
    public string Body { get; init; } = "";

    /// <summary>Files with secrets by the name that the template uses.</summary>
    public Dictionary<string, string> Secrets { get; init; } = [];

    /// <summary>What an accepted message is answered with, beside a status of 2xx.</summary>
    public SmsSuccess? Success { get; init; }

    /// <summary>Longest <c>{text}</c>, characters; the rest is cut with a mark.</summary>
    public int MaxCharacters { get; init; } = 200;

    /// <summary>Who gets them.</summary>
    public List<SmsRecipient> To { get; init; } = [];

    /// <summary>Seconds until an attempt is given up.</summary>
    public double TimeoutSeconds { get; init; } = 10;

    /// <summary>The provider, or null with every error and its path added. Errors never repeat a secret.</summary>
    internal SmsTarget? Read(ICollection<string> errors)
    {
        const string path = "Push:Sms";
        var before = errors.Count;
        if (Method is not ("GET" or "POST" or "PUT"))
            errors.Add($"{path}:Method: '{Method}' is not one of GET, POST, PUT");
        if (ContentType is not (SmsTemplate.Json or SmsTemplate.Form))
            errors.Add($"{path}:ContentType: '{ContentType}' is not one of {SmsTemplate.Json}, {SmsTemplate.Form}");
        if (TimeoutSeconds is not (> 0 and <= 60))
            errors.Add($"{path}:TimeoutSeconds: must be more than 0 and at most 60");
        if (MaxCharacters is < 10 or > 1000)
            errors.Add($"{path}:MaxCharacters: must be 10 to 1000");
        if (Success is { } success && !(success.Pointer.StartsWith('/') && success.Values.Count > 0))
            errors.Add($"{path}:Success: give a Pointer like /code and the Values that mean success");
        Dictionary<string, string> secrets = new(StringComparer.Ordinal);
        foreach (var (name, file) in Secrets)
            if (PushSettings.SecretOf(file, $"{path}:Secrets:{name}", errors) is { } secret)
                secrets[name] = secret;
        foreach (var (place, template) in Headers.Select(h => ($"Headers:{h.Key}", h.Value)).Prepend(("Body", Body)).Prepend(("Url", Url)))
            foreach (var unknown in SmsTemplate.Unknown(template, Secrets.Keys))
                errors.Add($"{path}:{place}: there is no placeholder {{{unknown}}}; there are {SmsTemplate.Known(Secrets.Keys)}");
        foreach (var (name, value) in Headers)
            if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') || value.Any(char.IsControl))
                errors.Add($"{path}:Headers:{name}: is no header");
        // Filled with nothing it must still be an address.
        if (!PushSettings.IsHttp(SmsTemplate.Fill(Url, _ => "x", SmsTemplate.Form)))
            errors.Add($"{path}:Url: must be an http or https address without user name");
        for (var i = 0; i < To.Count; i++)
            To[i].Check($"{path}:To:{i}", errors);
        foreach (var twice in To.GroupBy(t => t.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            errors.Add($"{path}:To: the name '{twice.Key}' is used {twice.Count()} times");
        return errors.Count > before ? null : new(this, secrets);
    }
}

/// <summary>What a JSON answer says.</summary>
public sealed class SmsSuccess
{
    /// <summary>JSON pointer to the value that decides, e.g. <c>/code</c>.</summary>
    public string Pointer { get; init; } = "";

    /// <summary>Values that mean: taken.</summary>
    public List<string> Values { get; init; } = [];

    /// <summary>Values for which trying again can't help; all others are tried again.</summary>
    public List<string> Refused { get; init; } = [];
}

/// <summary>Who gets short messages.</summary>
public sealed class SmsRecipient
{
    /// <summary>Stable name, shown in delivery records instead of the number.</summary>
    public string Name { get; init; } = "";

    /// <summary>Digits, with a leading + if the provider wants one.</summary>
    public string Phone { get; init; } = "";

    /// <summary>Audiences this number belongs to; empty: all.</summary>
    public List<string> Audiences { get; init; } = [];

    /// <summary>Ids of the platforms it belongs to; then <see cref="Audiences"/> is <c>platform</c> alone, and it hears of these platforms' own matters only. Empty: of all.</summary>
    public List<string> Platforms { get; init; } = [];

    /// <summary>Whom it is for.</summary>
    internal Circle For => new(Audiences, Platforms);

    /// <summary><c>zh-CN</c> or <c>en</c>.</summary>
    public string Language { get; init; } = "zh-CN";

    internal void Check(string path, ICollection<string> errors)
    {
        For.Check(path, errors);
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > 64)
            errors.Add($"{path}:Name: give the recipient a name of 1..64 characters");
        if (Phone.Length is < 3 or > 20 || !Phone.TrimStart('+').All(char.IsAsciiDigit))
            errors.Add($"{path}:Phone: must be 3 to 20 digits, with a leading + if need be");
        if (!Resources.Texts.Languages.Contains(Language))
            errors.Add($"{path}:Language: '{Language}' is not one of {string.Join(", ", Resources.Texts.Languages)}");
    }
}

/// <summary>A checked provider with its secrets.</summary>
public sealed record SmsTarget(SmsConfig Config, IReadOnlyDictionary<string, string> Secrets)
{
    /// <summary>Without secrets and numbers.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"SMS to {Config.To.Count} recipients");
}
