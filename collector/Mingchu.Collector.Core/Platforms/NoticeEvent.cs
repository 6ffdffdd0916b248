using System.Text.Json.Serialization;
using Mingchu.Collector.Core.Deadlines;

namespace Mingchu.Collector.Core.Platforms;

/// <summary>What happened to a notice; append-only. Closed union; the names in <c>type</c> are stored for ever.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Drafted), "drafted")]
[JsonDerivedType(typeof(Submitted), "submitted")]
[JsonDerivedType(typeof(Sent), "sent")]
[JsonDerivedType(typeof(Returned), "returned")]
[JsonDerivedType(typeof(Withdrawn), "withdrawn")]
[JsonDerivedType(typeof(Reminded), "reminded")]
[JsonDerivedType(typeof(Overdue), "overdue")]
[JsonDerivedType(typeof(Missing), "missing")]
[JsonDerivedType(typeof(Answered), "answered")]
[JsonDerivedType(typeof(Accepted), "accepted")]
[JsonDerivedType(typeof(Rejected), "rejected")]
public abstract record NoticeEvent
{
    private NoticeEvent()
    {
    }

    /// <summary>It was written, or written anew, by this account.</summary>
    public sealed record Drafted(NoticeDraft Body, string ById) : NoticeEvent;

    /// <summary>It lies before the line in charge.</summary>
    public sealed record Submitted : NoticeEvent;

    /// <summary>The line in charge agreed; from now on the platform has it.</summary>
    public sealed record Sent(Deadline Deadline) : NoticeEvent;

    /// <summary>Back to who drafted it.</summary>
    public sealed record Returned(string Reason) : NoticeEvent;

    /// <summary>Taken back.</summary>
    public sealed record Withdrawn(string Reason) : NoticeEvent;

    /// <summary>The platform was reminded, for the first or second time.</summary>
    public sealed record Reminded(int Number) : NoticeEvent;

    /// <summary>The deadline passed; after the grace time the answer counts as missing.</summary>
    public sealed record Overdue(Deadline Grace) : NoticeEvent;

    /// <summary>No answer came in the grace time either.</summary>
    public sealed record Missing : NoticeEvent;

    /// <summary>The platform answered.</summary>
    public sealed record Answered(string Text, IReadOnlyList<string> Evidence, bool Late) : NoticeEvent;

    /// <summary>The answer was accepted.</summary>
    public sealed record Accepted(string Text) : NoticeEvent;

    /// <summary>The answer was not accepted.</summary>
    public sealed record Rejected(string Text, Deadline Deadline) : NoticeEvent;
}
