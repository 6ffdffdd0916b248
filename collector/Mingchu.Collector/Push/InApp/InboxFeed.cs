namespace Mingchu.Collector.Push.InApp;

/// <summary>Tells open pages of this process that the inbox grew; pages of other collectors find out by their regular look.</summary>
public sealed class InboxFeed
{
    /// <summary>The inbox grew. Handlers are quick and do not throw.</summary>
    public event Action? Grew;

    /// <summary>Calls everyone.</summary>
    public void Raise() => Grew?.Invoke();
}
