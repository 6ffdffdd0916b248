namespace Mingchu.Collector.Core.Grading;

/// <summary>A past case as it would be graded anew.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Number">Its number.</param>
/// <param name="Grade">The grade it was opened with or raised to, 1..3.</param>
/// <param name="ByPerson">A person graded it; no policy would change that.</param>
/// <param name="Input">What it was graded on.</param>
public sealed record PastCase(Guid CaseId, string Number, int Grade, bool ByPerson, GradingInput Input);

/// <summary>A case that another policy would have graded otherwise.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Number">Its number.</param>
/// <param name="Hazard">Code of its hazard.</param>
/// <param name="Was">1..3.</param>
/// <param name="WouldBe">1..3.</param>
/// <param name="Reasons">Why.</param>
public sealed record GradeChange(Guid CaseId, string Number, string Hazard, int Was, int WouldBe, IReadOnlyList<Phrase> Reasons);

/// <summary>What a changed policy would have done to past cases.</summary>
/// <param name="Policy">Version of the policy that was tried.</param>
/// <param name="Cases">Cases looked at.</param>
/// <param name="Before">Cases of grade 1, 2, 3 as they are.</param>
/// <param name="After">The same under the policy tried.</param>
/// <param name="Changes">Cases with another grade.</param>
public sealed record Simulation(string Policy, int Cases, IReadOnlyList<int> Before, IReadOnlyList<int> After, IReadOnlyList<GradeChange> Changes)
{
    /// <summary>Grades past cases by a policy and says what would have changed. Missed deadlines of a case itself are not replayed.</summary>
    public static Simulation Of(GradingPolicy policy, IEnumerable<PastCase> cases)
    {
        var (before, after) = (new int[3], new int[3]);
        List<GradeChange> changes = [];
        foreach (var past in cases)
        {
            var result = Grader.Grade(policy, past.Input);
            var grade = past.ByPerson ? past.Grade : result.Grade;
            before[past.Grade - 1]++;
            after[grade - 1]++;
            if (grade != past.Grade)
                changes.Add(new(past.CaseId, past.Number, past.Input.Hazard.Code, past.Grade, grade, result.Reasons));
        }

        return new(policy.Version, before.Sum(), before, after, changes);
    }
}
