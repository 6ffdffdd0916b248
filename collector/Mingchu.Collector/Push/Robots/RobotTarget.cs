using System.Globalization;

namespace Mingchu.Collector.Push.Robots;

/// <summary>A checked group robot.</summary>
/// <param name="Name">Stable name.</param>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Url">Its address; a secret, for whoever knows it can write to the group.</param>
/// <param name="Secret">Signing secret, null when the robot does not ask for one.</param>
/// <param name="Audiences">Audiences it serves; empty: all.</param>
/// <param name="Language">Language of its texts.</param>
/// <param name="Timeout">For one attempt.</param>
public sealed record RobotTarget(string Name, string Kind, Uri Url, string? Secret, IReadOnlyList<string> Audiences, CultureInfo Language, TimeSpan Timeout)
{
    /// <summary>Group robots of WeCom, DingTalk and Feishu.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["wecom", "dingtalk", "feishu"];

    /// <summary>Whether it is for this audience.</summary>
    public bool Serves(string audience) => Audiences.Count == 0 || Audiences.Contains(audience, StringComparer.Ordinal);

    /// <summary>Without address and secret.</summary>
    public override string ToString() => $"{Kind} {Name}";
}
