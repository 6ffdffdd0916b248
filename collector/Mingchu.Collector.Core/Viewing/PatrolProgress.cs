namespace Mingchu.Collector.Core.Viewing;

/// <summary>How far a section is.</summary>
/// <param name="Name">Of the section.</param>
/// <param name="Done">Patrols in this week or month.</param>
/// <param name="Count">Patrols there are to be.</param>
/// <param name="From">First day.</param>
/// <param name="Until">Last day.</param>
public sealed record PatrolProgress(string Name, int Done, int Count, DateOnly From, DateOnly Until);
