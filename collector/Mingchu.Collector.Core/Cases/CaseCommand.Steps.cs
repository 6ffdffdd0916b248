namespace Mingchu.Collector.Core.Cases;

/// <content>The steps from dispatch to tracking.</content>
public abstract partial record CaseCommand
{
    /// <summary>Gives the case to an office, a platform or the merchant.</summary>
    public sealed record Dispatch(Role To, string? Note = null) : CaseCommand;

    /// <summary>Takes the case up that was given to the actor's office.</summary>
    public sealed record Accept : CaseCommand;

    /// <summary>Can't be settled here: on to the next level.</summary>
    public sealed record PassOn(string Reason) : CaseCommand;

    /// <summary>Not for this office: back to who gave it.</summary>
    public sealed record SendBack(string Reason) : CaseCommand;

    /// <summary>The merchant says what was put right.</summary>
    public sealed record Rectify(string Text) : CaseCommand;

    /// <summary>A platform or an office says what it did.</summary>
    public sealed record Answer(string Text) : CaseCommand;

    /// <summary>Looks whether it is really settled: if so the case is closed, if not whoever had it has it again.</summary>
    public sealed record Verify(bool Passed, string Text) : CaseCommand;

    /// <summary>Can't be settled soon; what is the state, and when is the next look.</summary>
    /// <param name="NextLook">When to look again, UTC, later than now and within a year.</param>
    /// <param name="Text">How it stands.</param>
    public sealed record Track(DateTimeOffset NextLook, string Text) : CaseCommand;

    /// <summary>The long matter is settled, with its result.</summary>
    public sealed record StopTracking(string Result) : CaseCommand;

    /// <summary>Asks a lower office to help; the case stays where it is.</summary>
    public sealed record AskAssist(Role By, string Text) : CaseCommand;

    /// <summary>The office that was asked says what it did.</summary>
    public sealed record Assist(string Text) : CaseCommand;

    /// <summary>A hard lead: to the city's enforcement brigade.</summary>
    public sealed record ToBrigade(string Reason) : CaseCommand;

    /// <summary>The law was broken: becomes an enforcement case.</summary>
    /// <param name="Reason">Which rule, how.</param>
    /// <param name="Number">Number of the enforcement file, if there is one already.</param>
    public sealed record ToEnforcement(string Reason, string? Number = null) : CaseCommand;

    /// <summary>A major incident: reported at once, level by level, up to the city bureau.</summary>
    public sealed record ReportMajor(string Text) : CaseCommand;

    /// <summary>This level has taken notice of the major incident; it goes on to the next.</summary>
    public sealed record TakeNotice(string? Note = null) : CaseCommand;

    /// <summary>The deadline stops running, e.g. while a laboratory works.</summary>
    public sealed record PauseDeadline(string Reason) : CaseCommand;

    /// <summary>The deadline runs on.</summary>
    public sealed record ResumeDeadline : CaseCommand;

    /// <summary>The time of something has come (system): reminders, a missed deadline, a level that did not take notice.</summary>
    public sealed record Tick : CaseCommand;

    /// <summary>A notice made no noise on purpose (system); the lead stays readable, with why.</summary>
    /// <param name="NoticeId">Id of the notice.</param>
    /// <param name="Audience">Who would have heard it.</param>
    /// <param name="Channel">in-app, webhook, email.</param>
    /// <param name="Because">Why not.</param>
    public sealed record RecordQuiet(string NoticeId, string Audience, string Channel, Phrase Because) : CaseCommand;

    /// <summary>What happened to a notice to a platform that follows from this case (system).</summary>
    /// <param name="Notice">Its number.</param>
    /// <param name="Platform">Name of the platform.</param>
    /// <param name="Kind">rectify, suspend, delist or guidance.</param>
    /// <param name="Step">Type of the notice's event: sent, answered, overdue, ...</param>
    /// <param name="By">Name of who did it.</param>
    public sealed record RecordNotice(string Notice, string Platform, string Kind, string Step, string By) : CaseCommand;
}
