namespace Mingchu.Demo;

/// <summary>An alert that became visible as part of a case.</summary>
/// <param name="Case">The case at that moment.</param>
/// <param name="Lead">The alert in it.</param>
/// <param name="VisibleAt">When the API first showed it.</param>
internal sealed record SeenAlert(CaseItem Case, CaseLead Lead, DateTimeOffset VisibleAt)
{
    /// <summary>From the end of the rule's dwell time to the case being visible.</summary>
    public TimeSpan Delay => VisibleAt - Lead.RaisedAt;
}
