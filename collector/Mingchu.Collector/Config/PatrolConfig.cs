namespace Mingchu.Collector.Config;

/// <summary>How often a section is to look into kitchens by video.</summary>
public sealed class PatrolConfig
{
    /// <summary>Of the section, for people.</summary>
    public string Name { get; init; } = "";

    /// <summary>Names of its accounts.</summary>
    public string[] Accounts { get; init; } = [];

    /// <summary>Patrols, 1 to 1000.</summary>
    public int Count { get; init; }

    /// <summary><c>week</c> or <c>month</c>.</summary>
    public string Per { get; init; } = "month";
}
