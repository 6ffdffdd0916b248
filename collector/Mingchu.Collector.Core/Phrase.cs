namespace Mingchu.Collector.Core;

/// <summary>A sentence as data: a stable code and the values that go into its text. Stored and compared by code, shown through <see cref="Phrases"/>.</summary>
/// <param name="Code">Stable kebab-case code; a key of <c>Phrases.resx</c>.</param>
/// <param name="Values">Values for the text's places; one that starts with <c>@</c> is itself a key (<c>@stage.open</c>, <c>@hazard.no-cap</c>).</param>
public sealed record Phrase(string Code, IReadOnlyList<string> Values)
{
    /// <summary>A phrase from its code and values.</summary>
    public static Phrase Of(string code, params string[] values) => new(code, values);
}
