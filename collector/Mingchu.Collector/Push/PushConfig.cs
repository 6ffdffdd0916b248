namespace Mingchu.Collector.Push;

/// <summary>How people outside the pages hear of cases.</summary>
public sealed class PushConfig
{
}
