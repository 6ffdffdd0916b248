using System.Globalization;
using Mingchu.Collector.Resources;

namespace Mingchu.Collector.Push.Robots;

/// <summary>One group robot.</summary>
public sealed class RobotConfig
{
    /// <summary>Stable name, shown in delivery records.</summary>
    public string Name { get; init; } = "";

    /// <summary><c>wecom</c>, <c>dingtalk</c> or <c>feishu</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>File with the robot's address; the address holds its key.</summary>
    public string UrlFile { get; init; } = "";

    /// <summary>File with the signing secret of a DingTalk or Feishu robot that asks for one.</summary>
    public string? SecretFile { get; init; }

    /// <summary>Audiences it serves; empty: all.</summary>
    public List<string> Audiences { get; init; } = [];

    /// <summary>Ids of the platforms it belongs to; then <see cref="Audiences"/> is <c>platform</c> alone, and it hears of these platforms' own matters only. Empty: of all.</summary>
    public List<string> Platforms { get; init; } = [];

    /// <summary><c>zh-CN</c> or <c>en</c>.</summary>
    public string Language { get; init; } = "zh-CN";

    /// <summary>Seconds until an attempt is given up.</summary>
    public double TimeoutSeconds { get; init; } = 10;

    /// <summary>The robot, or null with every error and its path added. Errors never repeat address or secret.</summary>
    internal RobotTarget? Read(string path, ICollection<string> errors)
    {
        var before = errors.Count;
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > 64)
            errors.Add($"{path}:Name: give the robot a name of 1..64 characters");
        if (!RobotTarget.Kinds.Contains(Kind))
            errors.Add($"{path}:Kind: '{Kind}' is not one of {string.Join(", ", RobotTarget.Kinds)}");
        if (!Texts.Languages.Contains(Language))
            errors.Add($"{path}:Language: '{Language}' is not one of {string.Join(", ", Texts.Languages)}");
        if (TimeoutSeconds is not (> 0 and <= 60))
            errors.Add($"{path}:TimeoutSeconds: must be more than 0 and at most 60");
        var circle = new Circle(Audiences, Platforms);
        circle.Check(path, errors);
        var url = PushSettings.SecretOf(UrlFile, $"{path}:UrlFile", errors);
        if (url is not null && !PushSettings.IsHttp(url))
            errors.Add($"{path}:UrlFile: '{UrlFile}' must hold one http or https address; copy it from the group's settings");
        if (Kind == "wecom" && SecretFile is { Length: > 0 })
            errors.Add($"{path}:SecretFile: robots of WeCom don't sign; remove it");
        var secret = SecretFile is { Length: > 0 } file ? PushSettings.SecretOf(file, $"{path}:SecretFile", errors) : null;
        return errors.Count > before
            ? null
            : new(Name, Kind, new Uri(url!), secret, circle, CultureInfo.GetCultureInfo(Language), TimeSpan.FromSeconds(TimeoutSeconds));
    }
}
