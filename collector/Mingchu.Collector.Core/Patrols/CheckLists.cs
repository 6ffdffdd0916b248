namespace Mingchu.Collector.Core.Patrols;

/// <summary>The check lists in force, in all their versions: data from <c>checklists.json</c>.</summary>
public sealed record CheckLists(IReadOnlyList<CheckList> All)
{
    /// <summary>The lists compiled into this assembly.</summary>
    public static CheckLists Default { get; } = PolicyText.Default("checklists.json", CheckListFile.Parse);

    /// <summary>The newest version of every list, in the file's order.</summary>
    public IReadOnlyList<CheckList> Current => [.. All.GroupBy(l => l.Id).Select(g => g.MaxBy(l => l.Version)!)];

    /// <summary>A version of a list, or its newest when null; null when there is none.</summary>
    public CheckList? Find(string id, int? version = null) => All.Where(l => l.Id == id && (version is null || l.Version == version)).MaxBy(l => l.Version);
}
