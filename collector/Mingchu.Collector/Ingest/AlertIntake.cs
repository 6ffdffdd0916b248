using System.Text.Json;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Evidence;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Ingest;

/// <summary>
/// Turns alert events into leads of cases. The order of arrival does not matter: every event carries the whole alert, so an update or a
/// clearing that comes first opens the matter, and the late "raised" is one more line in its file.
/// </summary>
internal static class AlertIntake
{
    public static async Task<Rejection?> Apply(BatchContext batch, DeviceRow device, Reading.Usable message, Alert alert, CancellationToken ct)
    {
        var leadId = LeadRow.IdOf(device.Id, alert.AlertId);
        if (batch.Lead(leadId) is not { } lead)
        {
            await Begin(batch, device, message, alert, leadId, ct);
            return null;
        }

        if (lead.Hazard != alert.Hazard || lead.Camera != alert.Camera)
        {
            var (pointer, was) = lead.Hazard != alert.Hazard ? ("/data/hazard", lead.Hazard) : ("/data/camera", lead.Camera);
            return new(RejectReasons.Invalid, pointer, $"alert {alert.AlertId} began with '{was}'; another matter needs another alert id");
        }

        GoOn(batch, lead, alert);
        return null;
    }

    private static async Task Begin(BatchContext batch, DeviceRow device, Reading.Usable message, Alert alert, string leadId, CancellationToken ct)
    {
        var lead = new Lead(leadId, LeadSource.Alert, device.PremisesId, alert.Hazard, $"{device.Id}/{alert.Camera}", alert.Confidence,
            alert.StartedAt, alert.RaisedAt, alert.EndedAt, message.Source.ReceivedAt);
        var premises = batch.Premises(device.PremisesId);
        var (summary, isNew) = await batch.Filing.File(premises, lead, batch.CasesOf(lead.PremisesId, lead.Hazard),
            batch.Past(lead.PremisesId, lead.Hazard, DateTimeOffset.MaxValue), Actor.System, ct);
        if (isNew)
            batch.Add(summary);
        var body = JsonSerializer.Serialize(alert, ContractJson.Wire.Alert);
        batch.Add(new LeadRow
        {
            Id = leadId,
            CaseId = summary.Id,
            Source = LeadSource.Alert,
            Device = device.Id,
            AlertId = alert.AlertId,
            Camera = alert.Camera,
            Hazard = alert.Hazard,
            Phase = alert.Phase,
            Sequence = alert.Sequence,
            Confidence = alert.Confidence,
            StartedAt = alert.StartedAt,
            RaisedAt = alert.RaisedAt,
            EndedAt = alert.EndedAt,
            ReceivedAt = message.Source.ReceivedAt,
            CommittedAt = batch.Now,
            Body = body,
            RaisedBody = alert.Phase == AlertPhase.Raised ? body : null,
        });
        foreach (var waiting in batch.EvidenceOf(device.Id, alert.AlertId).Where(e => e.CaseId is null))
            EvidenceFiling.Attach(batch.Book, batch.Db, summary, premises, waiting, batch.Now);
    }

    private static void GoOn(BatchContext batch, LeadRow lead, Alert alert)
    {
        if (alert.Phase == AlertPhase.Raised)
            lead.RaisedBody ??= JsonSerializer.Serialize(alert, ContractJson.Wire.Alert);
        if (alert.Sequence > lead.Sequence)
        {
            (lead.Phase, lead.Sequence, lead.Confidence) = (alert.Phase, alert.Sequence, alert.Confidence);
            lead.EndedAt = alert.EndedAt ?? lead.EndedAt;
            lead.Body = JsonSerializer.Serialize(alert, ContractJson.Wire.Alert);
        }

        var summary = batch.Case(lead.CaseId);
        var last = alert.EndedAt ?? alert.RaisedAt;
        var command = new CaseCommand.UpdateLead(lead.Id, Word(alert.Phase), alert.Confidence, Math.Max(0, (last - alert.StartedAt).TotalSeconds), last);
        Must(batch.Book.Apply(batch.Db, summary, batch.Premises(summary.PremisesId), command, Actor.System, batch.Now));
        batch.Filing.Regrade(batch.Premises(summary.PremisesId), summary, batch.Past(summary.PremisesId, summary.Hazard, summary.OpenedAt));
    }

    private static string Word(AlertPhase phase) => phase switch
    {
        AlertPhase.Raised => "raised",
        AlertPhase.Updated => "updated",
        AlertPhase.Cleared => "cleared",
        _ => "cancelled",
    };

    private static void Must(Refusal? refusal)
    {
        if (refusal is not null)
            throw new InvalidOperationException($"the system's own command was refused: {refusal.Sentence}");
    }
}
