using System.Text.Json;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Ingest;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.RemoteConfig;

/// <summary>Keeps what devices say of their configuration.</summary>
internal static class ConfigIntake
{
    public static Rejection? Apply(BatchContext batch, DeviceRow device, ReportedConfig reported)
    {
        if (batch.ReportedConfig(device.Id) is not { } row)
            batch.Add(row = new ReportedRow { Device = device.Id, Problems = "[]" });
        (row.Revision, row.State, row.Active, row.At, row.Effective) = (reported.Revision, reported.State, reported.Active, reported.At, reported.Effective);
        row.Problems = JsonSerializer.Serialize(reported.Problems, ContractJson.Wire.IReadOnlyListConfigProblem);
        return null;
    }
}
