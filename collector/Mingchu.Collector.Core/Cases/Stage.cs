using System.Text.Json.Serialization;
using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Cases;

/// <summary>Where a case stands.</summary>
[JsonConverter(typeof(KebabCase<Stage>))]
public enum Stage
{
    /// <summary>From a lead, not looked at yet.</summary>
    Open,

    /// <summary>A supervisor saw that it is so.</summary>
    Confirmed,

    /// <summary>Somebody has to handle it.</summary>
    Assigned,

    /// <summary>Handled, with a result. Final.</summary>
    Closed,

    /// <summary>Was not so. Final.</summary>
    FalseAlarm,
}

/// <summary>Words about stages.</summary>
public static class Stages
{
    /// <summary>Whether nothing is left to do: closed or false alarm.</summary>
    public static bool IsSettled(this Stage stage) => stage is Stage.Closed or Stage.FalseAlarm;

    /// <summary>The word on the wire and in texts: <c>open</c>, <c>false-alarm</c>.</summary>
    public static string Word(this Stage stage) => stage switch
    {
        Stage.Open => "open",
        Stage.Confirmed => "confirmed",
        Stage.Assigned => "assigned",
        Stage.Closed => "closed",
        Stage.FalseAlarm => "false-alarm",
        _ => throw new ArgumentOutOfRangeException(nameof(stage)),
    };
}
