using Mingchu.Collector.Core.Grading;

namespace Mingchu.Collector.Core.Cases;

/// <summary>What an actor wants of a case. Closed union.</summary>
public abstract partial record CaseCommand
{
    private CaseCommand()
    {
    }

    /// <summary>
    /// The version the actor looked at; null for the system. The command is refused as stale when somebody decided something since;
    /// new leads, notes and deliveries do not make it stale.
    /// </summary>
    public int? ExpectedVersion { get; init; }

    /// <summary>Opens a case from its first lead: the system, or who may hand in leads of its source.</summary>
    public sealed record OpenFromLead(Lead Lead, GradeResult Grade) : CaseCommand;

    /// <summary>Adds a lead of the same matter; the same may.</summary>
    public sealed record AddLead(Lead Lead) : CaseCommand;

    /// <summary>News of a lead that the case has (system): it goes on, or ended.</summary>
    /// <param name="LeadId">The lead.</param>
    /// <param name="News">updated, cleared or cancelled.</param>
    /// <param name="Confidence">0..1, newest.</param>
    /// <param name="Seconds">How long it lasted as far as known.</param>
    /// <param name="LastAt">Newest time known of it, UTC.</param>
    public sealed record UpdateLead(string LeadId, string News, double Confidence, double Seconds, DateTimeOffset LastAt) : CaseCommand;

    /// <summary>Evidence of a lead is stored (system), or a picture that a person adds while the case is not settled.</summary>
    public sealed record AttachEvidence(string LeadId, string Kind, string MediaType, string Sha256, long Bytes) : CaseCommand;

    /// <summary>Gives another grade: the system by policy (only upwards, and not after a person), a person with a reason.</summary>
    public sealed record Regrade(GradeResult Grade) : CaseCommand;

    /// <summary>It is so.</summary>
    public sealed record Confirm(string? Note = null) : CaseCommand;

    /// <summary>It is not so.</summary>
    public sealed record MarkFalseAlarm(string? Note = null) : CaseCommand;

    /// <summary>Somebody has to handle it.</summary>
    public sealed record Assign(string AssigneeId, string AssigneeName, string? Note = null) : CaseCommand;

    /// <summary>A remark; possible at every stage.</summary>
    public sealed record AddNote(string Text) : CaseCommand;

    /// <summary>Handled; the result in words.</summary>
    public sealed record Close(string Result) : CaseCommand;

    /// <summary>What became of a notice (system).</summary>
    /// <param name="NoticeId">Id of the notice.</param>
    /// <param name="Audience">Who should hear it.</param>
    /// <param name="Channel">in-app, webhook, email.</param>
    /// <param name="Delivered">True when the receiver took it, false when it was given up.</param>
    /// <param name="Attempts">How often it was tried, &gt;= 1.</param>
    /// <param name="Detail">Last error or answer; no secrets.</param>
    public sealed record RecordPush(string NoticeId, string Audience, string Channel, bool Delivered, int Attempts, string? Detail) : CaseCommand;

    /// <summary>Pictures leave for a labelled set (system); recorded before they do, so that none leaves without a line.</summary>
    /// <param name="Pictures">How many, &gt;= 1.</param>
    /// <param name="By">Who ran the export: the login name on the server.</param>
    public sealed record RecordExport(int Pictures, string By) : CaseCommand;
}
