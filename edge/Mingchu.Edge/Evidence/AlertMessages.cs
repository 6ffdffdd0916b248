using System.Text.Json;
using Mingchu.Contracts;
using Mingchu.Contracts.Hazards;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Spool;

namespace Mingchu.Edge.Evidence;

/// <summary>What rules decide, as the contract says it.</summary>
public static class AlertMessages
{
    private const int MostBoxes = 64;

    /// <summary>The alert event of a change.</summary>
    public static Alert Of(string device, AlertChange change, IReadOnlyList<ModelRef> models) => new(
        AlertIds.For(device, change.Camera, change.Hazard, change.Zone, change.StartedAt),
        change.Phase, change.Sequence, change.Hazard, HazardList.Current.Version, change.Camera, change.Verdict, Math.Clamp(change.Confidence, 0, 1),
        change.StartedAt, change.RaisedAt, [.. change.Boxes.OrderByDescending(b => b.Score).Take(MostBoxes).Select(ToBox)], models, change.Zone, change.EndedAt)
    {
        Sensor = change.Sensor,
        Measured = change.Measured,
    };

    /// <summary>The end of an alert whose rule is no longer running: the device was stopped, and nobody saw how the matter went on.</summary>
    public static Alert Withdrawn(Alert left) => left with
    {
        Phase = AlertPhase.Cancelled,
        Sequence = left.Sequence + 1,
        Verdict = Verdict.Undetermined,
        EndedAt = left.EndedAt ?? left.RaisedAt,
        Boxes = [],
    };

    /// <summary>The message for the spool.</summary>
    public static SpoolMessage ToSpool(string device, Alert alert)
    {
        var envelope = Envelope.Of(device, alert);
        return new(envelope.Id, SpoolKind.Alert, alert.AlertId, JsonSerializer.SerializeToUtf8Bytes(envelope, ContractJson.Wire.CloudEventAlert))
        {
            EndsAlert = alert.Phase is AlertPhase.Cleared or AlertPhase.Cancelled,
        };
    }

    private static AlertBox ToBox(LabelledBox found)
    {
        var left = Math.Clamp(found.Box.Left, 0, 1);
        var top = Math.Clamp(found.Box.Top, 0, 1);
        return new(Round(left), Round(top), Round(Math.Clamp(found.Box.Right, left, 1) - left), Round(Math.Clamp(found.Box.Bottom, top, 1) - top),
            found.Label, Math.Clamp(found.Score, 0, 1));
    }

    // A tenth of a pixel of an 8K picture; more digits only fill the wire.
    private static double Round(float part) => Math.Round(part, 5);
}
