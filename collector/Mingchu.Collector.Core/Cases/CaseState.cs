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
    /// <summary>In whose hands it is, and by when.</summary>
    public CaseFlow Flow { get; init; } = CaseFlow.Start;

    /// <summary>The state after one more event; null is the case that does not exist yet.</summary>
    public static CaseState Evolve(CaseState? state, CaseEvent happened)
    {
        if (state is null)
            return happened is CaseEvent.Opened opened ? Begin(opened) : throw new ArgumentException("a case begins with 'opened'", nameof(happened));

        var next = state with { Version = state.Version + 1 };
        return happened switch
        {
            CaseEvent.Opened => throw new ArgumentException("a case opens once", nameof(happened)),
            CaseEvent.LeadAdded e => next.With(e.Lead) with { Flow = state.Flow.Collected(e.Lead.CollectedBy) },
            CaseEvent.LeadUpdated e => next with
            {
                Confidence = Math.Max(state.Confidence, e.Confidence),
                Seconds = Math.Max(state.Seconds, e.Seconds),
                LastAt = Later(state.LastAt, e.LastAt),
            },
            CaseEvent.Regraded e => next.Decided() with
            {
                Grade = e.Grade,
                GradedByPerson = state.GradedByPerson || e.ByPerson,
                Flow = e.Handing is { } to ? state.Flow.Give(to) : state.Flow,
                Stage = e.Handing is { To: var role } && role != state.Flow.Holder?.Role ? Stages.Given(state.Stage) : state.Stage,
            },
            CaseEvent.Confirmed => next.Decided() with { Stage = Stage.Confirmed },
            CaseEvent.MarkedFalseAlarm => next.Decided() with { Stage = Stage.FalseAlarm, Flow = state.Flow.Ended() },
            CaseEvent.Assigned e => next.Decided() with { Stage = Stage.Assigned, AssigneeId = e.AssigneeId, AssigneeName = e.AssigneeName },
            CaseEvent.Closed => next.Decided() with { Stage = Stage.Closed, Flow = state.Flow.Ended() },
            CaseEvent.Dispatched e => next.Given(e.Handing),
            CaseEvent.PassedOn e => next.Given(e.Handing),
            CaseEvent.SentBack e => next.Given(e.Handing) with { Flow = state.Flow.Return(e.Handing) },
            CaseEvent.GivenToBrigade e => next.Given(e.Handing),
            CaseEvent.TakenUp e => next.Decided() with { Stage = Stage.Assigned, AssigneeId = e.ById, AssigneeName = e.ByName },
            CaseEvent.Rectified e => next.Decided() with { Stage = Stage.Answered, Flow = state.Flow with { Deadline = e.Verify } },
            CaseEvent.Answered e => next.Decided() with { Stage = Stage.Answered, Flow = state.Flow with { Deadline = e.Verify } },
            CaseEvent.VerificationLate e => next with { Flow = state.Flow with { Deadline = e.Verify } },
            CaseEvent.Verified { Passed: true } => next.Decided(),
            CaseEvent.Verified e => next.Decided() with
            {
                Stage = state.AssigneeId is null ? Stage.Dispatched : Stage.Assigned,
                Flow = state.Flow with { Deadline = e.Deadline },
            },
            CaseEvent.Tracked e => next.Decided() with { Stage = Stage.Tracking, Flow = state.Flow with { Deadline = e.Deadline } },
            CaseEvent.EnforcementBegun => next.Decided() with { Stage = Stage.Enforcement, Flow = state.Flow with { Deadline = null } },
            CaseEvent.AssistAsked e => next with { Flow = state.Flow with { Assisting = e.By } },
            CaseEvent.Assisted => next with { Flow = state.Flow with { Assisting = null } },
            CaseEvent.MajorReported e => next with { Flow = state.Flow with { Major = e.Report } },
            CaseEvent.NoticeTaken e => next with { Flow = state.Flow with { Major = e.Report } },
            CaseEvent.MajorWentOn e => next with { Flow = state.Flow with { Major = e.Report } },
            CaseEvent.DeadlinePaused e => next with { Flow = state.Flow with { Deadline = e.Deadline } },
            CaseEvent.DeadlineResumed e => next with { Flow = state.Flow with { Deadline = e.Deadline } },
            CaseEvent.Reminded e => next with { Flow = state.Flow with { Deadline = state.Flow.Deadline is { } d ? d with { Reminded = e.Number } : null } },
            CaseEvent.DeadlineMissed e => next.Missed(e),
            CaseEvent.EvidenceAttached or CaseEvent.NoteAdded or CaseEvent.PushRecorded or CaseEvent.EvidenceExported or CaseEvent.KeptQuiet
                or CaseEvent.NoticeRecorded or CaseEvent.TrackingStopped => next,
            _ => throw new ArgumentOutOfRangeException(nameof(happened)),
        };
    }

    private static CaseState Begin(CaseEvent.Opened opened)
    {
        var lead = opened.Lead;
        return new(1, 1, Stage.Open, lead.PremisesId, lead.Hazard, opened.Grade, false, 1, lead.Confidence, lead.Seconds,
            lead.StartedAt, lead.EndedAt ?? lead.RaisedAt, null, null)
        {
            Flow = opened.Handing is { } to ? Begun(lead).Give(to) : Begun(lead),
        };
    }

    private static CaseFlow Begun(Lead lead) => (CaseFlow.Start with { Source = lead.Source }).Collected(lead.CollectedBy);

    // In other hands: whoever handled it there does not any more.
    private CaseState Given(Handing handing) => Decided() with
    {
        Stage = Stage.Dispatched,
        AssigneeId = null,
        AssigneeName = null,
        Flow = Flow.Give(handing),
    };

    private CaseState Missed(CaseEvent.DeadlineMissed missed)
    {
        var flow = (missed.Next.To == Flow.Holder?.Role ? Flow with { Deadline = missed.Next.Deadline } : Flow.Give(missed.Next)) with
        {
            Missed = missed.Times,
            MissedByMerchant = Flow.MissedByMerchant + (Flow.Holder?.Role is Role.Merchant ? 1 : 0),
        };
        var moved = missed.Next.To != Flow.Holder?.Role;
        return Decided() with
        {
            Flow = flow,
            Stage = moved ? Stages.Given(Stage) : Stage,
            AssigneeId = moved ? null : AssigneeId,
            AssigneeName = moved ? null : AssigneeName,
        };
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
