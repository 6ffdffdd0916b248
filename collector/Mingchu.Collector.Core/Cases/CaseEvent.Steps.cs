using Mingchu.Collector.Core.Deadlines;

namespace Mingchu.Collector.Core.Cases;

/// <content>The steps from dispatch to tracking.</content>
public abstract partial record CaseEvent
{
    /// <summary>Given to an office, a platform or the merchant.</summary>
    public sealed record Dispatched(Handing Handing, string? Note) : CaseEvent;

    /// <summary>The office that has it took it up.</summary>
    public sealed record TakenUp(string ById, string ByName) : CaseEvent;

    /// <summary>On to the next level.</summary>
    public sealed record PassedOn(Handing Handing, string Reason) : CaseEvent;

    /// <summary>Back to who gave it.</summary>
    public sealed record SentBack(Handing Handing, string Reason) : CaseEvent;

    /// <summary>The merchant said what was put right.</summary>
    public sealed record Rectified(string Text, Deadline Verify) : CaseEvent;

    /// <summary>A platform or an office said what it did.</summary>
    public sealed record Answered(string Text, Deadline Verify) : CaseEvent;

    /// <summary>Somebody looked whether it is settled. If not, whoever had it has it again until the new deadline.</summary>
    public sealed record Verified(bool Passed, string Text, Deadline? Deadline) : CaseEvent;

    /// <summary>Not settled soon; the next look.</summary>
    public sealed record Tracked(Deadline Deadline, string Text) : CaseEvent;

    /// <summary>The long matter is settled; the line after it closes the case.</summary>
    public sealed record TrackingStopped : CaseEvent;

    /// <summary>A lower office was asked to help.</summary>
    public sealed record AssistAsked(Role By, string Text) : CaseEvent;

    /// <summary>The office that was asked said what it did.</summary>
    public sealed record Assisted(string Text) : CaseEvent;

    /// <summary>A hard lead went to the brigade.</summary>
    public sealed record GivenToBrigade(Handing Handing, string Reason) : CaseEvent;

    /// <summary>Became an enforcement case.</summary>
    public sealed record EnforcementBegun(string Reason, string? Number) : CaseEvent;

    /// <summary>A major incident; the line's time is when this first level knew.</summary>
    public sealed record MajorReported(string Text, MajorReport Report) : CaseEvent;

    /// <summary>A level took notice; the line's time is when.</summary>
    public sealed record NoticeTaken(Role Level, string? Note, MajorReport Report) : CaseEvent;

    /// <summary>A level did not take notice in time; the next was told.</summary>
    public sealed record MajorWentOn(Role Level, MajorReport Report) : CaseEvent;

    /// <summary>The deadline stopped running.</summary>
    public sealed record DeadlinePaused(string Reason, Deadline Deadline) : CaseEvent;

    /// <summary>The deadline runs on.</summary>
    public sealed record DeadlineResumed(Deadline Deadline) : CaseEvent;

    /// <summary>Reminder 1 or 2 was due.</summary>
    public sealed record Reminded(int Number) : CaseEvent;

    /// <summary>No answer came in time: the case has a higher grade, other hands or another term, as the policy says.</summary>
    /// <param name="Times">How often this case has missed one, this time included.</param>
    /// <param name="Next">Who has it now, and by when.</param>
    public sealed record DeadlineMissed(int Times, Handing Next) : CaseEvent;

    /// <summary>Nobody verified in time what was answered; regulators are told again.</summary>
    public sealed record VerificationLate(Deadline Verify) : CaseEvent;

    /// <summary>A notice made no noise on purpose.</summary>
    public sealed record KeptQuiet(string NoticeId, string Audience, string Channel, Phrase Because) : CaseEvent;

    /// <summary>A step of a notice to a platform that follows from this case; the notice has its own file.</summary>
    public sealed record NoticeRecorded(string Notice, string Platform, string Kind, string Step, string By) : CaseEvent;
}
