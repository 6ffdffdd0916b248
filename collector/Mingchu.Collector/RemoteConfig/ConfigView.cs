using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.RemoteConfig;

/// <summary>Configuration of a device: what it is to go by, what it made of it, and what was asked before.</summary>
/// <param name="Device">Device id.</param>
/// <param name="Desired">Null: never asked for anything, it goes by its own file.</param>
/// <param name="Reported">Null: it has not said anything yet.</param>
/// <param name="Drift">Whether the device goes by something else than it was asked to.</param>
/// <param name="History">Newest first, the present one included; at most 50.</param>
public sealed record ConfigView(string Device, DesiredView? Desired, ReportedConfig? Reported, bool Drift, IReadOnlyList<DesiredView> History)
{
    /// <summary>Of the desired one; 0 when there is none. The HTTP entity tag.</summary>
    public long Revision => Desired?.Revision ?? 0;
}

/// <summary>One revision.</summary>
public sealed record DesiredView(long Revision, string Text, string By, DateTimeOffset At, string Why);

/// <summary>What came of a change.</summary>
/// <param name="Revision">The new revision; null when it was refused.</param>
/// <param name="Refusal">Code of why: <c>not-found</c>, <c>stale</c>, <c>too-long</c>, <c>no-reason</c>; null when it was taken.</param>
public sealed record ConfigChange(long? Revision, string? Refusal);
