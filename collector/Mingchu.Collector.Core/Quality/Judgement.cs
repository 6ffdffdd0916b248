using System.Text.Json.Serialization;
using Mingchu.Collector.Core.Cases;
using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Quality;

/// <summary>What a supervisor said of an alert, through the case that it belongs to.</summary>
[JsonConverter(typeof(KebabCase<Judgement>))]
public enum Judgement
{
    /// <summary>Nobody has judged it.</summary>
    None,

    /// <summary>It was so.</summary>
    Confirmed,

    /// <summary>It was not so.</summary>
    FalseAlarm,
}

/// <summary>From cases to judgements.</summary>
public static class Judgements
{
    /// <summary>
    /// The judgement of one alert. A case that was confirmed takes further leads; who confirmed it had not seen those, so they are unjudged.
    /// A false alarm is final and takes none.
    /// </summary>
    /// <param name="stage">Where the alert's case stands.</param>
    /// <param name="judgedAt">When the case got its last verdict; null before one.</param>
    /// <param name="filedAt">When the alert came into the case.</param>
    public static Judgement Of(Stage stage, DateTimeOffset? judgedAt, DateTimeOffset filedAt) => stage switch
    {
        Stage.Open => Judgement.None,
        Stage.FalseAlarm => Judgement.FalseAlarm,
        _ => filedAt <= judgedAt ? Judgement.Confirmed : Judgement.None,
    };

    /// <summary>The word in files: <c>none</c>, <c>confirmed</c>, <c>false-alarm</c>.</summary>
    public static string Word(this Judgement judgement) => judgement switch
    {
        Judgement.None => "none",
        Judgement.Confirmed => "confirmed",
        Judgement.FalseAlarm => "false-alarm",
        _ => throw new ArgumentOutOfRangeException(nameof(judgement)),
    };
}
