namespace Mingchu.Collector.Core.Cases;

/// <summary>Outcome of a command: what happened, or why not. Closed union.</summary>
public abstract record CaseDecision
{
    private CaseDecision()
    {
    }

    /// <summary>These events happened, at least one.</summary>
    public sealed record Accepted(IReadOnlyList<CaseEvent> Events) : CaseDecision;

    /// <summary>Nothing happened.</summary>
    public sealed record Refused(Refusal Refusal) : CaseDecision;
}
