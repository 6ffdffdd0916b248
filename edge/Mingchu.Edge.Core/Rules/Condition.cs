using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Tracking;

namespace Mingchu.Edge.Core.Rules;

/// <summary>When a track violates: an attribute of its class has a certain value.</summary>
/// <param name="Hazard">Code of the hazard list.</param>
/// <param name="Class">Class of the tracks it looks at.</param>
/// <param name="Attribute">Attribute it looks at.</param>
/// <param name="Violation">The value that is the hazard; every other value is compliant with this condition.</param>
public sealed record Condition(string Hazard, string Class, string Attribute, string Violation)
{
    /// <summary>Every condition the product knows. A new hazard that an attribute shows is one line here.</summary>
    public static IReadOnlyList<Condition> All { get; } =
    [
        new("no-cap", "head", "cap", "none"),
        new("no-mask", "head", "mask", "none"),
        new("mask-worn-wrong", "head", "mask", "wrong"),
    ];

    /// <summary>The answer for one track of <see cref="Class"/>.</summary>
    public Verdict Judge(Track track) =>
        track.Opinion(Attribute)?.Value is not { } value ? Verdict.Undetermined
        : value == Violation ? Verdict.Violation
        : Verdict.Compliant;

    /// <summary>What is written at the box, e.g. <c>head cap=none</c>.</summary>
    public string Label => $"{Class} {Attribute}={Violation}";
}
