using Mingchu.Collector.Core.Grading;

namespace Mingchu.Collector.Core.Cases;

/// <summary>A case as the sum of its events.</summary>
/// <param name="Version">Number of events, &gt;= 1.</param>
/// <param name="DecidedVersion">Version of the last event that a person's view depends on: stage or grade changed.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="PremisesId">Where it happened.</param>
/// <param name="Hazard">What happened.</param>
/// <param name="Grade">1..3 with reasons.</param>
/// <param name="GradedByPerson">A person gave the grade; the policy keeps off.</param>
/// <param name="Leads">Number of leads, &gt;= 1.</param>
/// <param name="Confidence">Highest confidence of its leads, 0..1.</param>
/// <param name="Seconds">Longest duration of a lead, seconds.</param>
/// <param name="FirstAt">Earliest start of a lead, UTC.</param>
/// <param name="LastAt">Newest time known of a lead, UTC.</param>
/// <param name="AssigneeId">Who handles it; null before it is assigned.</param>
/// <param name="AssigneeName">Their name at that time.</param>
public sealed record CaseState(
    int Version,
    int DecidedVersion,
    Stage Stage,
    string PremisesId,
    string Hazard,
    GradeResult Grade,
    bool GradedByPerson,
    int Leads,
    double Confidence,
    double Seconds,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt,
    string? AssigneeId,
    string? AssigneeName)
{
    /// <summary>The state after one more event; null is the case that does not exist yet.</summary>
    public static CaseState Evolve(CaseState? state, CaseEvent happened)
    {
        if (state is null)
            return happened is CaseEvent.Opened opened ? Begin(opened) : throw new ArgumentException("a case begins with 'opened'", nameof(happened));

        var next = state with { Version = state.Version + 1 };
        return happened switch
        {
            CaseEvent.Opened => throw new ArgumentException("a case opens once", nameof(happened)),
            CaseEvent.LeadAdded e => next.With(e.Lead),
            CaseEvent.LeadUpdated e => next with
            {
                Confidence = Math.Max(state.Confidence, e.Confidence),
                Seconds = Math.Max(state.Seconds, e.Seconds),
                LastAt = Later(state.LastAt, e.LastAt),
            },
            CaseEvent.Regraded e => next.Decided() with { Grade = e.Grade, GradedByPerson = state.GradedByPerson || e.ByPerson },
            CaseEvent.Confirmed => next.Decided() with { Stage = Stage.Confirmed },
            CaseEvent.MarkedFalseAlarm => next.Decided() with { Stage = Stage.FalseAlarm },
            CaseEvent.Assigned e => next.Decided() with { Stage = Stage.Assigned, AssigneeId = e.AssigneeId, AssigneeName = e.AssigneeName },
            CaseEvent.Closed => next.Decided() with { Stage = Stage.Closed },
            CaseEvent.EvidenceAttached or CaseEvent.NoteAdded or CaseEvent.PushRecorded or CaseEvent.EvidenceExported => next,
            _ => throw new ArgumentOutOfRangeException(nameof(happened)),
        };
    }

    private static CaseState Begin(CaseEvent.Opened opened)
    {
        var lead = opened.Lead;
        return new(1, 1, Stage.Open, lead.PremisesId, lead.Hazard, opened.Grade, false, 1, lead.Confidence, lead.Seconds,
            lead.StartedAt, lead.EndedAt ?? lead.RaisedAt, null, null);
    }

    private CaseState With(Lead lead) => this with
    {
        Leads = Leads + 1,
        Confidence = Math.Max(Confidence, lead.Confidence),
        Seconds = Math.Max(Seconds, lead.Seconds),
        FirstAt = lead.StartedAt < FirstAt ? lead.StartedAt : FirstAt,
        LastAt = Later(LastAt, lead.EndedAt ?? lead.RaisedAt),
    };

    private CaseState Decided() => this with { DecidedVersion = Version };

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
