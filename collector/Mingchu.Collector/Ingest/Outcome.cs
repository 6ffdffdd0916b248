using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Ingest;

/// <summary>What became of a message.</summary>
/// <param name="Reading">The message as it is judged in the end: one that the storage refuses is unusable.</param>
/// <param name="Result">Accepted, duplicate or rejected.</param>
public sealed record Outcome(Reading Reading, ReceiptResult Result)
{
    /// <summary>The receipt to be sent; null when the message's sender waits for none (telemetry, readings, replies, replays, no device in the topic).</summary>
    public Receipt? ToReceipt(DateTimeOffset at)
    {
        if (Reading.Device.Length == 0 || Reading.Source.Replay)
            return null;
        return Reading switch
        {
            Reading.Unusable bad => new(bad.MessageId, ReceiptResult.Rejected, at, bad.Why.Reason, bad.Why.Pointer, bad.Why.Detail),
            Reading.Usable { Body: Telemetry or SensorReadings or CommandReply } => null,
            _ => new(Reading.MessageId, Result, at),
        };
    }
}
