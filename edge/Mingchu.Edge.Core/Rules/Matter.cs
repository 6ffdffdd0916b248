using System.Collections.Immutable;
using Mingchu.Contracts.Messages;

namespace Mingchu.Edge.Core.Rules;

/// <summary>Where one rule stands: nothing, a violation that has not lasted yet, or an open alert.</summary>
internal abstract record Matter
{
    /// <summary>Start of the latest alert, so that no two share one.</summary>
    public DateTimeOffset? LastStart { get; init; }

    /// <summary>No violation.</summary>
    public sealed record Quiet : Matter;

    /// <summary>A violation that has not lasted long enough yet.</summary>
    public sealed record Pending(DateTimeOffset StartedAt) : Matter
    {
        /// <summary>Watched time since the start.</summary>
        public TimeSpan Lasted { get; init; }

        /// <summary>Time since the violation was last seen.</summary>
        public TimeSpan Unseen { get; init; }

        /// <summary>Watched time that it was seen to be over since it was last seen.</summary>
        public TimeSpan Compliant { get; init; }

        /// <summary>Frames of the last dwell time.</summary>
        public Ballot Ballot { get; init; } = Ballot.Empty;
    }

    /// <summary>An alert that was raised and not cleared.</summary>
    public sealed record Open(DateTimeOffset StartedAt, DateTimeOffset RaisedAt, DateTimeOffset LastSeenAt) : Matter
    {
        /// <summary>Watched time since it was raised.</summary>
        public TimeSpan Lasted { get; init; }

        /// <summary>Frames of the last clear time that could be told.</summary>
        public Ballot Ballot { get; init; } = Ballot.Empty;

        /// <summary>Sequence number of the next event.</summary>
        public int Next { get; init; } = 1;

        /// <summary>Watched time without violation since it was last seen.</summary>
        public TimeSpan Over { get; init; }

        /// <summary>Watched time in doubt since it was last seen.</summary>
        public TimeSpan InDoubt { get; init; }

        /// <summary>Watched time since the last event.</summary>
        public TimeSpan SinceEvent { get; init; }

        /// <summary>Most people told so far.</summary>
        public int People { get; init; }

        /// <summary>Highest confidence told so far.</summary>
        public double Confidence { get; init; }
    }
}

/// <summary>A sliding window of answers with its sums.</summary>
internal sealed record Ballot(ImmutableQueue<Answer> Answers, int Count, int Violations, double Confidence)
{
    public static Ballot Empty { get; } = new([], 0, 0, 0);

    /// <summary>With one more answer, and without those more than <paramref name="window"/> of watched time older.</summary>
    public Ballot Add(Answer answer, TimeSpan window)
    {
        var result = new Ballot(Answers.Enqueue(answer), Count + 1, Violations + (answer.IsViolation ? 1 : 0), Confidence + answer.Confidence);
        while (answer.At - result.Answers.Peek().At > window)
        {
            var old = result.Answers.Peek();
            result = new(result.Answers.Dequeue(), result.Count - 1, result.Violations - (old.IsViolation ? 1 : 0), result.Confidence - old.Confidence);
        }
        return result;
    }

    /// <summary>Mean confidence of the violations, 0..1.</summary>
    public double MeanConfidence => Violations == 0 ? 0 : Math.Clamp(Confidence / Violations, 0, 1);
}

/// <summary>One frame's answer.</summary>
/// <param name="At">Watched time since the matter's present stage began.</param>
/// <param name="Verdict">Null: nobody in view.</param>
/// <param name="Confidence">0 unless it is a violation.</param>
internal readonly record struct Answer(TimeSpan At, Verdict? Verdict, double Confidence)
{
    public bool IsViolation => Verdict == Contracts.Messages.Verdict.Violation;
}
