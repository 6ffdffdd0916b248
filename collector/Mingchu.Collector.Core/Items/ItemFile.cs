using System.Text.Json.Serialization;
using Mingchu.Collector.Core.Cases;
using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Core.Items;

/// <summary>The JSON form of an <see cref="ItemPolicy"/>; comments and trailing commas are allowed, unknown names are not.</summary>
public static class ItemFile
{
    /// <summary>The policy, or every error with its path.</summary>
    public static (ItemPolicy? Policy, IReadOnlyList<string> Errors) Parse(string json) => PolicyText.Parse(json, PolicyForms.Default.ItemPolicyForm, Build);

    private static ItemPolicy Build(ItemPolicyForm form, List<string> wrong)
    {
        PolicyText.Version(form.Version, wrong);
        var line = new Dictionary<Role, Role>();
        foreach (var (from, to) in form.PassOn)
            if (RoleRules.Parse(from) is not { } lower || !lower.IsOffice())
                wrong.Add($"passOn.{from}: is not a level; use coordinator, grid-head, village-centre, town-office, county-bureau");
            else if (to.Rank() <= lower.Rank() || !to.IsOffice())
                wrong.Add($"passOn.{from}: {to.Word()} is not a higher level");
            else
                line[lower] = to;
        for (var i = 0; i < form.Items.Count; i++)
        {
            foreach (var hazard in form.Items[i].Hazards.Where(h => HazardList.Current.Find(h) is null))
                wrong.Add($"items[{i}].hazards: '{hazard}' is not in the hazard list");
            foreach (var group in form.Items[i].Groups.Where(g => HazardList.Current.Hazards.All(h => h.Group != g)))
                wrong.Add($"items[{i}].groups: '{group}' is not a group of the hazard list");
            foreach (var grade in form.Items[i].Grades.Where(g => g is < 1 or > 3))
                wrong.Add($"items[{i}].grades: {grade} is not a grade, use 1, 2 or 3");
            if (form.Items[i].First is { } first && !first.CanHold())
                wrong.Add($"items[{i}].first: nobody with the role {first.Word()} handles cases");
        }

        if (form.Items is not [.., { Hazards.Count: 0, Groups.Count: 0, Sources.Count: 0, Grades.Count: 0 }])
            wrong.Add("items: the last item must have no condition, so that every matter has somebody");
        return new(form.Version, line, [.. form.Items.Select(i => new Item(i.Hazards, i.Groups, i.Sources, i.Grades, i.Urgency, i.First, i.StaysWithFinder))]);
    }
}

internal sealed record ItemPolicyForm(string Version, IReadOnlyDictionary<string, Role> PassOn, IReadOnlyList<ItemForm> Items);

// Set and not init: the generated reader gives every init property a value, also when the file has none.
internal sealed class ItemForm
{
    public List<string> Hazards { get; set; } = [];
    public List<string> Groups { get; set; } = [];
    public List<LeadSource> Sources { get; set; } = [];
    public List<int> Grades { get; set; } = [];
    [JsonRequired]
    public Urgency Urgency { get; set; }
    [JsonRequired]
    public Role First { get; set; }
    public bool StaysWithFinder { get; set; }
}
