using System.Text.Json.Serialization;
using Mingchu.Collector.Core.Deadlines;

namespace Mingchu.Collector.Core.Platforms;

/// <summary>A notice as the sum of its events.</summary>
/// <param name="Version">Number of events, &gt;= 1.</param>
/// <param name="DecidedVersion">Version of the last event that a person's view depends on; reminders are not.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="Body">What it says.</param>
/// <param name="DraftedById">Who wrote it last.</param>
/// <param name="Deadline">What runs: the deadline, then the grace time; null while no answer is awaited.</param>
/// <param name="IsOverdue">Whether the deadline of the answer awaited has passed.</param>
/// <param name="Late">Answers that came late, but within the grace time.</param>
/// <param name="Missing">Answers that did not come in the grace time either.</param>
/// <param name="Failed">Answers that were not accepted.</param>
public sealed record NoticeState(
    int Version, int DecidedVersion, NoticeStage Stage, NoticeDraft Body, string DraftedById, Deadline? Deadline, bool IsOverdue, int Late, int Missing, int Failed)
{
    /// <summary>When something has to happen next, UTC; null when nothing has to.</summary>
    [JsonIgnore]
    public DateTimeOffset? NextAt => Deadline?.NextAt;

    /// <summary>The state after one more event; null is the notice that does not exist yet.</summary>
    public static NoticeState Evolve(NoticeState? state, NoticeEvent happened)
    {
        if (state is null)
            return happened is NoticeEvent.Drafted first
                ? new(1, 1, NoticeStage.Draft, first.Body, first.ById, null, false, 0, 0, 0)
                : throw new ArgumentException("a notice begins with 'drafted'", nameof(happened));
        var next = state with { Version = state.Version + 1, DecidedVersion = happened is NoticeEvent.Reminded ? state.DecidedVersion : state.Version + 1 };
        return happened switch
        {
            NoticeEvent.Drafted e => next with { Body = e.Body, DraftedById = e.ById },
            NoticeEvent.Submitted => next with { Stage = NoticeStage.InReview },
            NoticeEvent.Sent e => next with { Stage = NoticeStage.Sent, Deadline = e.Deadline },
            NoticeEvent.Returned => next with { Stage = NoticeStage.Draft },
            NoticeEvent.Withdrawn => next with { Stage = NoticeStage.Withdrawn, Deadline = null },
            NoticeEvent.Reminded e => next with { Deadline = state.Deadline is { } d ? d with { Reminded = e.Number } : null },
            NoticeEvent.Overdue e => next with { IsOverdue = true, Deadline = e.Grace },
            NoticeEvent.Missing => next with { Missing = state.Missing + 1, Deadline = null },
            // An answer that was counted as missing is not counted as late too.
            NoticeEvent.Answered e => next with { Stage = NoticeStage.Answered, Deadline = null, Late = state.Late + (e.Late && state.Deadline is not null ? 1 : 0) },
            NoticeEvent.Accepted => next with { Stage = NoticeStage.Settled },
            NoticeEvent.Rejected e => next with { Stage = NoticeStage.Sent, Deadline = e.Deadline, IsOverdue = false, Failed = state.Failed + 1 },
            _ => throw new ArgumentOutOfRangeException(nameof(happened)),
        };
    }
}
