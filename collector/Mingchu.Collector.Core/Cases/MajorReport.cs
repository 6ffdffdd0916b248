namespace Mingchu.Collector.Core.Cases;

/// <summary>How far a major incident has been reported, level by level.</summary>
/// <param name="Level">The level that has to take notice now; null when the city bureau has.</param>
/// <param name="DueAt">When it goes on to the next level without that, UTC.</param>
public sealed record MajorReport(Role? Level, DateTimeOffset DueAt);
