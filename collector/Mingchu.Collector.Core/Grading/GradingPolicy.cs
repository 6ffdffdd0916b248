namespace Mingchu.Collector.Core.Grading;

/// <summary>How leads become graded cases: data from the policy file. Numbers come from there, never from code.</summary>
/// <param name="Version">Name of this policy; every grade carries it.</param>
/// <param name="Grouping">What is one case.</param>
/// <param name="Hazards">Grade 1..3 by hazard code where it differs from the hazard list.</param>
/// <param name="Confidence">Unsure leads.</param>
/// <param name="Duration">Long-lasting leads; the highest step reached counts.</param>
/// <param name="Repeats">Repeats of the same hazard at the premises; the highest step reached counts.</param>
/// <param name="Risk">Risky premises; the highest step reached counts.</param>
/// <param name="Missed">Premises that let deadlines pass; the highest step reached counts.</param>
public sealed record GradingPolicy(
    string Version,
    GroupingPolicy Grouping,
    IReadOnlyDictionary<string, int> Hazards,
    ConfidenceStep? Confidence,
    IReadOnlyList<DurationStep> Duration,
    RepeatPolicy? Repeats,
    IReadOnlyList<RiskStep>? Risk = null,
    MissedPolicy? Missed = null);

/// <summary>Leads of the same premises and hazard no more than a window apart are one case.</summary>
/// <param name="WindowMinutes">Longest pause between two leads of one case, &gt; 0.</param>
/// <param name="MaxCaseHours">After this a standing violation begins a new case, &gt; 0.</param>
/// <param name="ReportWindowHours">Window for what people hand in, who tell of the same matter hours apart, &gt; 0.</param>
public sealed record GroupingPolicy(double WindowMinutes, double MaxCaseHours, double ReportWindowHours = 24);

/// <summary>A confidence below the bound lowers the grade.</summary>
/// <param name="Below">0..1.</param>
/// <param name="Lower">Grades, 1..2.</param>
public sealed record ConfidenceStep(double Below, int Lower);

/// <summary>A duration that raises the grade.</summary>
/// <param name="AtLeastSeconds">&gt; 0.</param>
/// <param name="Raise">Grades, 1..2.</param>
public sealed record DurationStep(double AtLeastSeconds, int Raise);

/// <summary>Earlier cases of the same hazard at the premises that raise the grade.</summary>
/// <param name="WindowDays">How far back, &gt; 0.</param>
/// <param name="Steps">Steps.</param>
public sealed record RepeatPolicy(double WindowDays, IReadOnlyList<RepeatStep> Steps);

/// <summary>A number of earlier cases that raises the grade.</summary>
/// <param name="AtLeast">Earlier cases that were not false alarms, &gt;= 1.</param>
/// <param name="Raise">Grades, 1..2.</param>
public sealed record RepeatStep(int AtLeast, int Raise);

/// <summary>A risk index of the premises that raises the grade.</summary>
/// <param name="AtLeast">0..100.</param>
/// <param name="Raise">Grades, 1..2.</param>
public sealed record RiskStep(double AtLeast, int Raise);

/// <summary>Deadlines that the merchant missed and that raise the grade of the next case.</summary>
/// <param name="WindowDays">How far back, &gt; 0.</param>
/// <param name="Steps">Steps.</param>
public sealed record MissedPolicy(double WindowDays, IReadOnlyList<RepeatStep> Steps);
