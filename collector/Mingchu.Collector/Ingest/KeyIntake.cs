using Mingchu.Collector.Devices;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Ingest;

/// <summary>Keeps the keys that boxes name at birth. The first of a box counts at once; of those that come later only the newest waits for an administrator.</summary>
internal static class KeyIntake
{
    public static void Born(BatchContext batch, DeviceRow device, Birth birth)
    {
        if (birth.SigningKey is not { Algorithm: EvidenceSeal.Algorithm } offered)
            return;
        var known = batch.KeysOf(device.Id);
        if (known.Any(k => k.KeyId == offered.Id))
            return;
        foreach (var waiting in known.Where(k => k.AcceptedAt is null))
            batch.Remove(waiting);
        batch.Add(new DeviceKeyRow
        {
            Device = device.Id, KeyId = offered.Id, PublicKey = offered.PublicKey, OfferedAt = batch.Now, AcceptedAt = known.Any(k => k.AcceptedAt is not null) ? null : batch.Now,
        });
    }
}
