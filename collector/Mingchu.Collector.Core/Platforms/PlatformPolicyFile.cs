using Mingchu.Collector.Core.Deadlines;
using Mingchu.Contracts;
using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Core.Platforms;

/// <summary>The JSON form of a <see cref="PlatformPolicy"/>; comments and trailing commas are allowed, unknown names are not.</summary>
public static class PlatformPolicyFile
{
    /// <summary>The policy, or every error with its path.</summary>
    public static (PlatformPolicy? Policy, IReadOnlyList<string> Errors) Parse(string json) => PolicyText.Parse(json, PolicyForms.Default.PlatformPolicyForm, Build);

    private static PlatformPolicy Build(PlatformPolicyForm form, List<string> wrong)
    {
        PolicyText.Version(form.Version, wrong);
        Dictionary<NoticeKind, Allowance> allow = [];
        foreach (var (word, allowance) in form.Allow)
            if (NoticeKinds.Parse(word) is not { } kind)
                wrong.Add($"allow.{word}: is not a kind of notice; use rectify, suspend, delist, guidance");
            else if (allowance.Error is { } error)
                wrong.Add($"allow.{word}: {error}");
            else
                allow[kind] = allowance;
        foreach (var kind in Enum.GetValues<NoticeKind>().Where(k => !form.Allow.ContainsKey(k.Word())))
            wrong.Add($"allow.{kind.Word()}: is missing");
        if (form.Grace.Error is { } noGrace)
            wrong.Add($"grace: {noGrace}");
        wrong.AddRange(Lines(form.Lines));
        wrong.AddRange(Cards(form.Cards));
        if (form.CheckList.Count is 0 or > 40 || form.CheckList.Any(p => string.IsNullOrWhiteSpace(p) || p.Length > 400))
            wrong.Add("checkList: give 1..40 points of 1..400 characters");
        if (string.IsNullOrWhiteSpace(form.Documents.Issuer) || form.Documents.Issuer.Length > 100 || string.IsNullOrWhiteSpace(form.Documents.Code) || form.Documents.Code.Length > 20)
            wrong.Add("documents: give an issuer of 1..100 and a code of 1..20 characters");
        return new(form.Version, allow, form.Grace, form.Lines, form.Cards, form.CheckList, form.Documents);
    }

    private static IEnumerable<string> Lines(IReadOnlyList<BusinessLine> lines)
    {
        if (lines.Count == 0)
            yield return "lines: give at least one business line";
        for (var i = 0; i < lines.Count; i++)
        {
            if (!Topics.IsId(lines[i].Id) || lines[i].Id.Length > 32)
                yield return $"lines[{i}].id: must be 1..32 lower-case letters, digits and inner hyphens";
            if (lines.Take(i).Any(l => l.Id == lines[i].Id))
                yield return $"lines[{i}].id: '{lines[i].Id}' is there already";
            if (string.IsNullOrWhiteSpace(lines[i].Name) || lines[i].Name.Length > 100)
                yield return $"lines[{i}].name: must have 1..100 characters";
            foreach (var hazard in lines[i].Hazards.Where(h => HazardList.Current.Find(h) is null))
                yield return $"lines[{i}].hazards: '{hazard}' is not in the hazard list";
        }
    }

    private static IEnumerable<string> Cards(CardPolicy cards)
    {
        if (cards.WindowDays is not (> 0 and <= 3660))
            yield return "cards.windowDays: must be greater than 0 and at most ten years";
        if (cards.YellowWindowDays is not (> 0 and <= 3660))
            yield return "cards.yellowWindowDays: must be greater than 0 and at most ten years";
        if (cards.Late < 0 || cards.Missing < 0 || cards.Failed < 0)
            yield return "cards: points must not be negative";
        if (cards.Yellow < 1 || cards.Red <= cards.Yellow)
            yield return "cards: yellow must be at least 1 and red greater than yellow";
        if (cards.YellowsForRed < 2)
            yield return "cards.yellowsForRed: must be at least 2";
    }
}

internal sealed record PlatformPolicyForm(
    string Version, IReadOnlyDictionary<string, Allowance> Allow, Allowance Grace, IReadOnlyList<BusinessLine> Lines, CardPolicy Cards, IReadOnlyList<string> CheckList,
    DocumentHead Documents);
