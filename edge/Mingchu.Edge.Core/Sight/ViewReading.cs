namespace Mingchu.Edge.Core.Sight;

/// <summary>What one look at a camera's view gave.</summary>
/// <param name="View">What the picture is fit for now: any doubt counts at once, the all-clear after a while.</param>
/// <param name="Settled">The state that has lasted.</param>
/// <param name="Since">When that began.</param>
/// <param name="Evidence">What it was told by; null when there was nothing to compare with.</param>
public sealed record ViewReading(ViewState View, ViewState Settled, DateTimeOffset Since, ViewEvidence? Evidence);
