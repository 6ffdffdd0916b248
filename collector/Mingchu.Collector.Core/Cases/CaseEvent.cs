using System.Text.Json.Serialization;
using Mingchu.Collector.Core.Grading;

namespace Mingchu.Collector.Core.Cases;

/// <summary>What happened in a case; append-only. Closed union; the names in <c>type</c> are stored for ever.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(LeadAdded), "lead-added")]
[JsonDerivedType(typeof(LeadUpdated), "lead-updated")]
[JsonDerivedType(typeof(EvidenceAttached), "evidence-attached")]
[JsonDerivedType(typeof(Regraded), "regraded")]
[JsonDerivedType(typeof(Confirmed), "confirmed")]
[JsonDerivedType(typeof(MarkedFalseAlarm), "false-alarm")]
[JsonDerivedType(typeof(Assigned), "assigned")]
[JsonDerivedType(typeof(NoteAdded), "note-added")]
[JsonDerivedType(typeof(Closed), "closed")]
[JsonDerivedType(typeof(PushRecorded), "push-recorded")]
[JsonDerivedType(typeof(EvidenceExported), "evidence-exported")]
[JsonDerivedType(typeof(Dispatched), "dispatched")]
[JsonDerivedType(typeof(TakenUp), "accepted")]
[JsonDerivedType(typeof(PassedOn), "passed-on")]
[JsonDerivedType(typeof(SentBack), "sent-back")]
[JsonDerivedType(typeof(Rectified), "rectified")]
[JsonDerivedType(typeof(Answered), "answered")]
[JsonDerivedType(typeof(Verified), "verified")]
[JsonDerivedType(typeof(Tracked), "tracked")]
[JsonDerivedType(typeof(TrackingStopped), "tracking-stopped")]
[JsonDerivedType(typeof(AssistAsked), "assist-asked")]
[JsonDerivedType(typeof(Assisted), "assisted")]
[JsonDerivedType(typeof(GivenToBrigade), "given-to-brigade")]
[JsonDerivedType(typeof(EnforcementBegun), "enforcement-begun")]
[JsonDerivedType(typeof(MajorReported), "major-reported")]
[JsonDerivedType(typeof(NoticeTaken), "notice-taken")]
[JsonDerivedType(typeof(MajorWentOn), "major-went-on")]
[JsonDerivedType(typeof(DeadlinePaused), "deadline-paused")]
[JsonDerivedType(typeof(DeadlineResumed), "deadline-resumed")]
[JsonDerivedType(typeof(Reminded), "reminded")]
[JsonDerivedType(typeof(DeadlineMissed), "deadline-missed")]
[JsonDerivedType(typeof(VerificationLate), "verification-late")]
[JsonDerivedType(typeof(KeptQuiet), "kept-quiet")]
[JsonDerivedType(typeof(NoticeRecorded), "notice-recorded")]
public abstract partial record CaseEvent
{
    private CaseEvent()
    {
    }

    /// <summary>The case began with this lead and grade, in these hands.</summary>
    public sealed record Opened(Lead Lead, GradeResult Grade, Handing? Handing = null) : CaseEvent;

    /// <summary>Another lead of the same matter.</summary>
    public sealed record LeadAdded(Lead Lead) : CaseEvent;

    /// <summary>News of a lead: updated, cleared or cancelled.</summary>
    public sealed record LeadUpdated(string LeadId, string News, double Confidence, double Seconds, DateTimeOffset LastAt) : CaseEvent;

    /// <summary>A picture or clip, by its hash.</summary>
    public sealed record EvidenceAttached(string LeadId, string Kind, string MediaType, string Sha256, long Bytes) : CaseEvent;

    /// <summary>Another grade; with it the case may come into other hands.</summary>
    public sealed record Regraded(GradeResult Grade, bool ByPerson, Handing? Handing = null) : CaseEvent;

    /// <summary>A supervisor saw that it is so.</summary>
    public sealed record Confirmed(string? Note) : CaseEvent;

    /// <summary>It was not so.</summary>
    public sealed record MarkedFalseAlarm(string? Note) : CaseEvent;

    /// <summary>Given to somebody.</summary>
    public sealed record Assigned(string AssigneeId, string AssigneeName, string? Note) : CaseEvent;

    /// <summary>A remark.</summary>
    public sealed record NoteAdded(string Text) : CaseEvent;

    /// <summary>Handled, with the result.</summary>
    public sealed record Closed(string Result) : CaseEvent;

    /// <summary>A notice was delivered or given up.</summary>
    public sealed record PushRecorded(string NoticeId, string Audience, string Channel, bool Delivered, int Attempts, string? Detail) : CaseEvent;

    /// <summary>Pictures of the case were written into a labelled set outside the collector.</summary>
    public sealed record EvidenceExported(int Pictures, string By) : CaseEvent;
}
