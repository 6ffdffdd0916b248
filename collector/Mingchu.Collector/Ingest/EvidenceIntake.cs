using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Evidence;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Ingest;

/// <summary>
/// Takes announcements of evidence. Evidence may come before its alert: it is kept and joins the case when the alert comes. A device may have
/// only so much of it, then the rest is rejected as unknown alert.
/// </summary>
internal static class EvidenceIntake
{
    /// <summary>Most pieces of evidence of one device that wait for their alert.</summary>
    public const int MostWaiting = 256;

    public static async Task<Rejection?> Apply(
        BatchContext batch, DeviceRow device, Reading.Usable message, Contracts.Messages.Evidence said, CancellationToken ct)
    {
        var row = batch.Evidence(device.Id, said.AlertId, said.Kind);
        if (row is not null && row.Sha256 != said.Sha256)
            return new(RejectReasons.Invalid, "/data/sha256", "another file is already kept as this kind of evidence of this alert");
        if (row is not null && row.Bytes != said.Bytes)
            return new(RejectReasons.Invalid, "/data/bytes", $"the file of this hash has {row.Bytes} bytes");
        // One made by a key that is not the box's is kept and shown as such; one that is wrong can't be the box's.
        if (said.Signature is { } signature && batch.KeysOf(device.Id).FirstOrDefault(k => k.KeyId == signature.KeyId) is { } key && !EvidenceSeal.IsSigned(device.Id, said, key.PublicKey))
            return new(RejectReasons.Invalid, "/data/signature", "is not this device's signature over the evidence's manifest");
        var lead = batch.Lead(LeadRow.IdOf(device.Id, said.AlertId));
        if (row is null && lead is null && await Waiting(batch, device.Id, ct) >= MostWaiting)
            return new(RejectReasons.UnknownAlert, "/data/alertId", $"{MostWaiting} pieces of evidence already wait for alerts that never came; send the alerts first");
        if (row is null)
        {
            row = new EvidenceRow
            {
                Device = device.Id,
                AlertId = said.AlertId,
                Kind = said.Kind,
                MediaType = said.MediaType,
                Sha256 = said.Sha256,
                Bytes = said.Bytes,
                ReceivedAt = message.Source.ReceivedAt,
                StoredAt = batch.IsKept(said.Sha256) ? batch.Now : null,
            };
            batch.Add(row);
        }

        if (row.CapturedAt is null)
        {
            (row.CapturedAt, row.Camera, row.KeyId, row.Signature) = (said.CapturedAt, said.Camera, said.Signature?.KeyId, said.Signature?.Value);
            row.Heads = said.Heads is null ? null : JsonSerializer.Serialize(said.Heads);
        }

        if (lead is not null && row.CaseId is null)
        {
            var summary = batch.Case(lead.CaseId);
            EvidenceFiling.Attach(batch.Book, batch.Db, summary, batch.Premises(summary.PremisesId), row, batch.Now);
        }

        return null;
    }

    private static async Task<int> Waiting(BatchContext batch, string device, CancellationToken ct) =>
        await batch.Db.Evidence.CountAsync(e => e.Device == device && e.CaseId == null, ct)
        + batch.Db.Evidence.Local.Count(e => e.Device == device && e.CaseId is null && batch.Db.Entry(e).State == EntityState.Added);
}
