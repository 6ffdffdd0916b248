namespace Mingchu.Collector.Push.Mqtt;

/// <summary>Notices on the collector's broker, for other systems that listen there. The embedded broker has accounts for boxes only, so this is for another one.</summary>
public sealed class MqttNoticeConfig
{
    /// <summary>Place of the audience in a topic.</summary>
    public const string Audience = "{audience}";

    /// <summary>Topic; must hold <c>{audience}</c>, which becomes <c>platform/ID</c> for each platform that the audience <c>platform</c> is told as.</summary>
    public string Topic { get; init; } = "mingchu/notices/" + Audience;

    /// <summary>Audiences that are told; empty: all.</summary>
    public List<string> Audiences { get; init; } = [];

    /// <summary>Adds every error with its path.</summary>
    internal void Check(bool external, ICollection<string> errors)
    {
        const string path = "Push:Mqtt";
        if (!external)
            errors.Add($"{path}: needs another broker (Mqtt:External); nobody but boxes may listen on the embedded one");
        if (!Topic.Contains(Audience, StringComparison.Ordinal) || Topic.Length > 200 || Topic.Any(c => c is '+' or '#' || char.IsControl(c)) || Topic.StartsWith('/') || Topic.StartsWith('$')
            || Topic.StartsWith(Contracts.Topics.Prefix + "/", StringComparison.Ordinal))
            errors.Add($"{path}:Topic: must hold {Audience}, must not begin with '/', '$' or {Contracts.Topics.Prefix}/, and has no + or #, e.g. mingchu/notices/{Audience}");
    }
}
