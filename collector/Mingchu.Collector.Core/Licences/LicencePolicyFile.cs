using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Core.Licences;

/// <summary>The JSON form of a <see cref="LicencePolicy"/>; comments and trailing commas are allowed, unknown names are not.</summary>
public static class LicencePolicyFile
{
    /// <summary>The policy, or every error with its path.</summary>
    public static (LicencePolicy? Policy, IReadOnlyList<string> Errors) Parse(string json) => PolicyText.Parse(json, PolicyForms.Default.LicencePolicyForm, Build);

    private static LicencePolicy Build(LicencePolicyForm form, List<string> wrong)
    {
        PolicyText.Version(form.Version, wrong);
        if (form.AddressLikeness is not (>= 0 and <= 1))
            wrong.Add("addressLikeness: must be 0..1");
        for (var i = 0; i < form.Dishes.Count; i++)
            if (form.Dishes[i].Words.Count == 0 || form.Dishes[i].Scopes.Count == 0 || form.Dishes[i].Words.Concat(form.Dishes[i].Scopes).Any(string.IsNullOrWhiteSpace))
                wrong.Add($"dishes[{i}]: give at least one word and one scope, none of them empty");
        Dictionary<FindingCode, string> hazards = [];
        foreach (var (word, hazard) in form.Hazards)
            if (FindingCodes.Parse(word) is not { } code)
                wrong.Add($"hazards.{word}: is no finding; use {string.Join(", ", Enum.GetValues<FindingCode>().Select(c => c.Word()))}");
            else if (HazardList.Current.Find(hazard) is null)
                wrong.Add($"hazards.{word}: '{hazard}' is not in the hazard list");
            else
                hazards[code] = hazard;
        foreach (var code in Enum.GetValues<FindingCode>().Where(c => !form.Hazards.ContainsKey(c.Word())))
            wrong.Add($"hazards.{code.Word()}: is missing");
        return new(form.Version, form.AddressLikeness, form.NotOnline, form.Dishes, hazards);
    }
}

internal sealed record LicencePolicyForm(
    string Version, double AddressLikeness, IReadOnlyList<LicenceKind> NotOnline, IReadOnlyList<DishRule> Dishes, IReadOnlyDictionary<string, string> Hazards);
