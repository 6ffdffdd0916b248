namespace Mingchu.Collector.Core.Platforms;

/// <summary>What an actor wants of a notice to a platform. Closed union.</summary>
public abstract record NoticeCommand
{
    private NoticeCommand()
    {
    }

    /// <summary>The version the actor looked at; null for the system and for a new notice.</summary>
    public int? ExpectedVersion { get; init; }

    /// <summary>Writes it, or writes it anew while it is a draft.</summary>
    public sealed record Draft(NoticeDraft Body) : NoticeCommand;

    /// <summary>To the business line in charge.</summary>
    public sealed record Submit : NoticeCommand;

    /// <summary>The line in charge agrees: it goes to the platform.</summary>
    public sealed record Approve : NoticeCommand;

    /// <summary>The line in charge wants it written otherwise.</summary>
    public sealed record Return(string Reason) : NoticeCommand;

    /// <summary>Takes it back; not an order that was sent, which only a relisting ends.</summary>
    public sealed record Withdraw(string Reason) : NoticeCommand;

    /// <summary>The platform says what it did.</summary>
    /// <param name="Text">1..4000 characters.</param>
    /// <param name="Evidence">SHA-256 of the files it handed in since the last answer.</param>
    public sealed record Answer(string Text, IReadOnlyList<string> Evidence) : NoticeCommand;

    /// <summary>The answer will do.</summary>
    public sealed record Accept(string Text) : NoticeCommand;

    /// <summary>The answer will not do; the platform has the time of the policy again.</summary>
    public sealed record Reject(string Text) : NoticeCommand;

    /// <summary>The time of something has come (system).</summary>
    public sealed record Tick : NoticeCommand;
}
