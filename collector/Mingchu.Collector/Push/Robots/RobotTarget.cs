using System.Globalization;

namespace Mingchu.Collector.Push.Robots;

/// <summary>A checked group robot.</summary>
/// <param name="Name">Stable name.</param>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Url">Its address; a secret, for whoever knows it can write to the group.</param>
/// <param name="Secret">Signing secret, null when the robot does not ask for one.</param>
/// <param name="For">Whom it is for.</param>
/// <param name="Language">Language of its texts.</param>
/// <param name="Timeout">For one attempt.</param>
public sealed record RobotTarget(string Name, string Kind, Uri Url, string? Secret, Circle For, CultureInfo Language, TimeSpan Timeout)
{
    /// <summary>Group robots of WeCom, DingTalk and Feishu.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["wecom", "dingtalk", "feishu"];

    /// <summary>Without address and secret.</summary>
    public override string ToString() => $"{Kind} {Name}";
}
