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

    /// <summary>Given to an office, platform or merchant that has not taken it up yet.</summary>
    Dispatched,

    /// <summary>Somebody handles it.</summary>
    Assigned,

    /// <summary>Whoever has it says that it is done; to be verified.</summary>
    Answered,

    /// <summary>Can't be settled soon; followed until it is.</summary>
    Tracking,

    /// <summary>The law was broken: an enforcement case runs.</summary>
    Enforcement,

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

    /// <summary>Stage of a case that the system gives to others: one that nobody has looked at yet stays so.</summary>
    public static Stage Given(Stage stage) => stage is Stage.Open ? Stage.Open : Stage.Dispatched;

    /// <summary>The word on the wire and in texts: <c>open</c>, <c>false-alarm</c>.</summary>
    public static string Word(this Stage stage) => stage switch
    {
        Stage.Open => "open",
        Stage.Confirmed => "confirmed",
        Stage.Dispatched => "dispatched",
        Stage.Assigned => "assigned",
        Stage.Answered => "answered",
        Stage.Tracking => "tracking",
        Stage.Enforcement => "enforcement",
        Stage.Closed => "closed",
        Stage.FalseAlarm => "false-alarm",
        _ => throw new ArgumentOutOfRangeException(nameof(stage)),
    };
}
