namespace Mingchu.Edge.Core.Retention;

/// <summary>What a file of the box is worth: the first is given up first, the last last.</summary>
public enum Worth
{
    /// <summary>A piece of a camera's stream that no alert has asked for.</summary>
    Ring,

    /// <summary>Evidence that the collector has, or will never take.</summary>
    Answered,

    /// <summary>Evidence the collector does not have, of an alert that is over.</summary>
    Settled,

    /// <summary>Evidence the collector does not have, of an alert that is open.</summary>
    Open,
}
