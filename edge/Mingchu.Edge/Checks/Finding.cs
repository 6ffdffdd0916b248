using System.Globalization;
using System.Resources;
using System.Text.Json.Serialization;

namespace Mingchu.Edge.Checks;

/// <summary>How bad a finding is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, but somebody should look at it.</summary>
    Warning,

    /// <summary>Something is not watched, or does not arrive.</summary>
    Error,
}

/// <summary>One thing that was looked at. Its text is found by <see cref="Code"/> in <c>Findings.resx</c>, English and Chinese.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Subject">What was looked at: <c>camera stove</c>, <c>broker</c>.</param>
/// <param name="Code">What was found.</param>
/// <param name="Values">What the text is filled with.</param>
public sealed record Finding(Severity Severity, string Subject, string Code, params IReadOnlyList<object?> Values)
{
    private static readonly ResourceManager Resources = new("Mingchu.Edge.Checks.Findings", typeof(Finding).Assembly);

    /// <summary>The sentence in a language, with what to do.</summary>
    public string In(CultureInfo language) =>
        string.Format(CultureInfo.InvariantCulture, Resources.GetString(Code, language) ?? Code, [.. Values]);
}
