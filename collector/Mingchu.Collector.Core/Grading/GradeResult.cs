namespace Mingchu.Collector.Core.Grading;

/// <summary>A grade with its reasons.</summary>
/// <param name="Grade">1 merchant rectifies, 2 platform handles, 3 regulator inspects.</param>
/// <param name="Reasons">Why, in the order they were weighed; at least one.</param>
/// <param name="Policy">Version of the policy, or <c>person</c>.</param>
public sealed record GradeResult(int Grade, IReadOnlyList<Phrase> Reasons, string Policy);
