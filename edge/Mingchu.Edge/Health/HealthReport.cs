using Mingchu.Contracts.Messages;

namespace Mingchu.Edge.Health;

/// <summary>Body of <c>/healthz</c>.</summary>
/// <param name="Ok">Whether the pipeline moves. A camera or a collector gone is listed as a problem, but is no fault of this process.</param>
/// <param name="Device">Device id.</param>
/// <param name="Session">Number of this start.</param>
/// <param name="Problems">What is wrong, for a person.</param>
/// <param name="Cameras">State of each camera.</param>
/// <param name="Connected">Whether the broker is reached.</param>
/// <param name="Waiting">Messages waiting for the collector.</param>
public sealed record HealthReport(
    bool Ok, string Device, long Session, IReadOnlyList<string> Problems, IReadOnlyList<CameraStatus> Cameras, bool Connected, long Waiting)
{
    /// <summary>All of it in one line.</summary>
    public string Summary =>
        $"{Cameras.Count(c => c.State == CameraState.Online)} of {Cameras.Count} cameras online, collector {(Connected ? "reached" : "not reached")}, {Waiting} messages waiting{(Ok ? "" : $"; {Problems[0]}")}";
}
