using System.Text.Json.Serialization;
using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Patrols;

/// <summary>What was found at a point.</summary>
[JsonConverter(typeof(KebabCase<Answer>))]
public enum Answer
{
    /// <summary>As it should be.</summary>
    Pass,

    /// <summary>Not as it should be.</summary>
    Fail,

    /// <summary>Does not apply here.</summary>
    NotApplicable,
}

/// <summary>Words of answers.</summary>
public static class Answers
{
    /// <summary>The word on the wire and in texts: <c>not-applicable</c>.</summary>
    public static string Word(this Answer answer) => answer switch
    {
        Answer.Pass => "pass",
        Answer.Fail => "fail",
        _ => "not-applicable",
    };

    /// <summary>The answer of a word; null when there is none.</summary>
    public static Answer? Parse(string? word) => word switch { "pass" => Answer.Pass, "fail" => Answer.Fail, "not-applicable" => Answer.NotApplicable, _ => null };
}
