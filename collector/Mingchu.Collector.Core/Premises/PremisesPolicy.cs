namespace Mingchu.Collector.Core.Premises;

/// <summary>Who must be assigned to premises and how often their entry is looked at: file <c>premises.json</c> of the policy folder.</summary>
/// <param name="Supervisors">People of the market supervision per premises, 0..20; "1+2+3+N" asks for 2.</param>
/// <param name="Coordinators">People of the grid per premises, 0..20; "1+2+3+N" asks for 3.</param>
/// <param name="RefreshMonths">After so many months without a look an entry is stale, 1..120; the register is to be refreshed monthly.</param>
public sealed record PremisesPolicy(int Supervisors = 2, int Coordinators = 3, int RefreshMonths = 1)
{
    /// <summary>The policy, or every error as <c>path: what</c>.</summary>
    public static (PremisesPolicy? Policy, IReadOnlyList<string> Errors) Parse(string json) => PolicyText.Parse(json, PolicyForms.Default.PremisesPolicy, Checked);

    /// <summary>The oldest month that counts as fresh.</summary>
    public Month FreshSince(Month now) => now.Before(RefreshMonths);

    private static PremisesPolicy Checked(PremisesPolicy policy, List<string> wrong)
    {
        if (policy.Supervisors is < 0 or > 20)
            wrong.Add("supervisors: must be 0..20");
        if (policy.Coordinators is < 0 or > 20)
            wrong.Add("coordinators: must be 0..20");
        if (policy.RefreshMonths is < 1 or > 120)
            wrong.Add("refreshMonths: must be 1..120");
        return policy;
    }
}
