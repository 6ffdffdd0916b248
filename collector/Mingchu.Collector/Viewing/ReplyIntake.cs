using Mingchu.Collector.Devices;
using Mingchu.Collector.Ingest;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Viewing;

/// <summary>Keeps what boxes answer to commands. Saying it twice, or the first answer after the last, changes nothing.</summary>
internal static class ReplyIntake
{
    public static Rejection? Apply(BatchContext batch, DeviceRow device, CommandReply reply)
    {
        // The answer to a live-stop concerns no look: that one ended when it was asked to.
        if (!Guid.TryParseExact(reply.CommandId, "N", out var id) || batch.Look(id) is not { } look || look.Device != device.Id || look.EndedAt is not null)
            return null;
        (look.State, look.Reason, look.Detail) = (reply.Outcome switch
        {
            CommandOutcome.Accepted => LookState.Running,
            CommandOutcome.Refused => LookState.Refused,
            CommandOutcome.Failed => LookState.Failed,
            // A picture is done when it is here, and that its upload says.
            _ when look.Kind == LookKind.Snapshot => LookState.Failed,
            _ => LookState.Done,
        }, reply.Reason, reply.Detail);
        if (reply.Outcome != CommandOutcome.Accepted)
            look.EndedAt = batch.Now;
        return null;
    }
}
