using System.Text.Json;
using Mingchu.Contracts;
using Mingchu.Contracts.Hazards;
using Mingchu.Contracts.Messages;

namespace Mingchu.Bench.Collector;

/// <summary>Alerts as boxes raise them: five of one matter within minutes are one case, every matter is hours from the one before.</summary>
internal sealed class AlertStream
{
    /// <summary>Alerts that belong to one case.</summary>
    public const int PerCase = 5;

    private static readonly string[] Hazards = [.. HazardList.Current.Hazards.Where(h => h.Group is "staff" or "dirty" or "pests").Select(h => h.Code)];
    private readonly DateTimeOffset since = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.AddDays(-200).ToUnixTimeMilliseconds());
    private readonly Dictionary<string, int> sent = [];

    /// <summary>The next alert of a box and the bytes of its message.</summary>
    public (string AlertId, byte[] Payload) Next(string device)
    {
        var number = sent.GetValueOrDefault(device);
        sent[device] = number + 1;
        var (matter, hazard) = (number / PerCase, Hazards[number / PerCase % Hazards.Length]);
        var started = since.AddHours(2 * matter).AddMinutes(3 * (number % PerCase));
        var alert = new Alert(AlertIds.For(device, "stove", hazard, null, started), AlertPhase.Raised, 0, hazard, HazardList.Current.Version, "stove", Verdict.Violation, 0.9, started, started.AddSeconds(8),
            [new(0.1, 0.1, 0.2, 0.2, "head cap=none", 0.9)], [new("kitchen", "1.0.0", new string('a', 64))]);
        return (alert.AlertId, JsonSerializer.SerializeToUtf8Bytes(Envelope.Of(device, alert), ContractJson.Wire.CloudEventAlert));
    }
}
