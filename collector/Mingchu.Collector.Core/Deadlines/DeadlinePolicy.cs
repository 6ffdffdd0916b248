using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Items;

namespace Mingchu.Collector.Core.Deadlines;

/// <summary>How long everybody gets, and what follows when they do not answer: data from <c>deadlines.json</c>.</summary>
/// <param name="Version">Name of this policy, 1..32 characters; every deadline carries it.</param>
/// <param name="Rules">The first that fits is used; the last fits everything.</param>
/// <param name="Verify">How long regulators have to verify what was answered.</param>
/// <param name="MajorMinutes">Minutes by the clock that a level has to pass on a major incident, &gt; 0.</param>
public sealed record DeadlinePolicy(string Version, IReadOnlyList<DeadlineRule> Rules, Allowance Verify, double MajorMinutes)
{
    /// <summary>The policy compiled into this assembly.</summary>
    public static DeadlinePolicy Default { get; } = PolicyText.Default("deadlines.json", DeadlineFile.Parse);

    /// <summary>The rule for a case of this urgency and grade in these hands.</summary>
    public DeadlineRule RuleFor(Urgency urgency, int grade, Role holder) => Rules.First(r => r.Takes(urgency, grade, holder));
}

/// <summary>One rule. An empty condition matches everything.</summary>
/// <param name="Urgencies">at-once, by-deadline, routine.</param>
/// <param name="Grades">1..3.</param>
/// <param name="Holders">Who has the case.</param>
/// <param name="Allow">How long.</param>
/// <param name="Reminders">Two shares of the time, 0..1, in order: when to remind.</param>
/// <param name="Raise">Grades that a miss adds, 0..2.</param>
/// <param name="PassOn">Whether a miss passes the case on to the next level when the new grade does not already send it elsewhere.</param>
public sealed record DeadlineRule(
    IReadOnlyList<Urgency> Urgencies,
    IReadOnlyList<int> Grades,
    IReadOnlyList<Role> Holders,
    Allowance Allow,
    IReadOnlyList<double> Reminders,
    int Raise,
    bool PassOn)
{
    /// <summary>Whether every condition holds.</summary>
    public bool Takes(Urgency urgency, int grade, Role holder) =>
        (Urgencies.Count == 0 || Urgencies.Contains(urgency)) && (Grades.Count == 0 || Grades.Contains(grade)) && (Holders.Count == 0 || Holders.Contains(holder));
}
