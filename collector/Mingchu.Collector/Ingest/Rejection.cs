namespace Mingchu.Collector.Ingest;

/// <summary>Why a message is not usable.</summary>
/// <param name="Reason">Code of the contract's reject reasons.</param>
/// <param name="Pointer">JSON pointer to what is wrong; null for the whole message.</param>
/// <param name="Detail">One sentence: where, what, what to do. Safe to show: no control characters, bounded.</param>
public sealed record Rejection(string Reason, string? Pointer, string Detail);
