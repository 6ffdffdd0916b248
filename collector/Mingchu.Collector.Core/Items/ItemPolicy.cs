using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Routing;

namespace Mingchu.Collector.Core.Items;

/// <summary>The item list 事项清单: which matter goes first to whom, how soon it has to be settled, and who comes after whom. Data from <c>items.json</c>.</summary>
/// <param name="Version">Name of this policy, 1..32 characters.</param>
/// <param name="PassOn">Who takes a matter that this role can't settle; the top of the line has no entry.</param>
/// <param name="Items">The first that fits is used; the last fits everything.</param>
public sealed record ItemPolicy(string Version, IReadOnlyDictionary<Role, Role> PassOn, IReadOnlyList<Item> Items)
{
    /// <summary>The policy compiled into this assembly.</summary>
    public static ItemPolicy Default { get; } = PolicyText.Default("items.json", ItemFile.Parse);

    /// <summary>The line of the list for a matter from this source.</summary>
    public Item Find(Matter matter, LeadSource source) => Items.First(i => i.Takes(matter, source));

    /// <summary>Who has the matter first: the item's role, or for items that stay with who found them, the finder, unless that is no office.</summary>
    public static Role First(Item item, Role? collectedBy) =>
        item.StaysWithFinder && collectedBy is { } finder && finder.IsOffice() ? finder
        // What a higher department collected does not go down (B8).
        : collectedBy is { } by && by.Rank() > item.First.Rank() && by.IsDepartment() && item.First.IsOffice() ? by
        : item.First;
}

/// <summary>A line of the item list. An empty condition matches everything.</summary>
/// <param name="Hazards">Codes of the hazard list.</param>
/// <param name="Groups">Groups of the hazard list.</param>
/// <param name="Sources">Where the first lead came from.</param>
/// <param name="Grades">1..3.</param>
/// <param name="Urgency">How soon.</param>
/// <param name="First">Who has it first.</param>
/// <param name="StaysWithFinder">Whether an office that found it keeps it: who patrols settles what they find.</param>
public sealed record Item(
    IReadOnlyList<string> Hazards,
    IReadOnlyList<string> Groups,
    IReadOnlyList<LeadSource> Sources,
    IReadOnlyList<int> Grades,
    Urgency Urgency,
    Role First,
    bool StaysWithFinder)
{
    /// <summary>Whether every condition holds.</summary>
    public bool Takes(Matter matter, LeadSource source) =>
        (Hazards.Count == 0 || Hazards.Contains(matter.Hazard, StringComparer.Ordinal)) &&
        (Groups.Count == 0 || Groups.Contains(matter.Group, StringComparer.Ordinal)) &&
        (Sources.Count == 0 || Sources.Contains(source)) &&
        (Grades.Count == 0 || Grades.Contains(matter.Grade));
}
