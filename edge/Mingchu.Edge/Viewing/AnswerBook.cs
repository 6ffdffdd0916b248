using Mingchu.Contracts.Messages;

namespace Mingchu.Edge.Viewing;

/// <summary>The last answer to each of the newest commands, so that one that comes twice is done once and answered twice. Not thread safe.</summary>
public sealed class AnswerBook
{
    /// <summary>Commands remembered.</summary>
    public const int Most = 256;

    private readonly Dictionary<string, CommandReply> answers = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    /// <summary>What was answered last; null when the command is new.</summary>
    public CommandReply? Find(string commandId) => answers.GetValueOrDefault(commandId);

    /// <summary>Answers from then on, oldest command first.</summary>
    public IReadOnlyList<CommandReply> Since(DateTimeOffset from) => [.. order.Select(id => answers[id]).Where(a => a.At >= from)];

    /// <summary>Keeps an answer; the oldest command beyond <see cref="Most"/> is forgotten.</summary>
    public void Keep(CommandReply answer)
    {
        if (!answers.ContainsKey(answer.CommandId))
            order.Enqueue(answer.CommandId);
        answers[answer.CommandId] = answer;
        if (order.Count > Most)
            answers.Remove(order.Dequeue());
    }
}
