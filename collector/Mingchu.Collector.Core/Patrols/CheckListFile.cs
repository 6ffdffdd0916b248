using System.Text.Json;
using Mingchu.Contracts;
using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Core.Patrols;

/// <summary>The JSON form of <see cref="CheckLists"/>; comments and trailing commas are allowed, unknown names are not.</summary>
public static class CheckListFile
{
    /// <summary>The lists, or every error with its path.</summary>
    public static (CheckLists? Policy, IReadOnlyList<string> Errors) Parse(string json) => PolicyText.Parse(json, PolicyForms.Default.CheckListsForm, Build);

    private static CheckLists Build(CheckListsForm form, List<string> wrong)
    {
        if (form.Lists.Count == 0)
            wrong.Add("lists: give at least one list");
        for (var i = 0; i < form.Lists.Count; i++)
            wrong.AddRange(Faults(form.Lists[i]).Select(f => $"lists[{i}].{f}"));
        foreach (var twice in form.Lists.GroupBy(l => (l.Id, l.Version)).Where(g => g.Count() > 1))
            wrong.Add($"lists: version {twice.Key.Version} of '{twice.Key.Id}' is there {twice.Count()} times");
        return new(form.Lists);
    }

    /// <summary>A list as it is stored with the first inspection that used it; the same list always gives the same text.</summary>
    public static string Write(CheckList list) => JsonSerializer.Serialize(list, PolicyForms.Default.CheckList);

    /// <summary>A stored list.</summary>
    public static CheckList Read(string json) => JsonSerializer.Deserialize(json, PolicyForms.Default.CheckList)!;

    private static IEnumerable<string> Faults(CheckList list)
    {
        if (!Topics.IsId(list.Id) || list.Id.Length > 32)
            yield return $"id: '{list.Id}' must be 1..32 lower-case letters, digits and inner hyphens";
        if (list.Version < 1)
            yield return "version: must be 1 or more";
        if (list.Title.Fault(200) is { } title)
            yield return $"title: {title}";
        if (list.Points.Count is < 1 or > 100)
            yield return "points: give 1..100 points";
        for (var i = 0; i < list.Points.Count; i++)
        {
            var point = list.Points[i];
            if (!Topics.IsId(point.Id) || point.Id.Length > 32)
                yield return $"points[{i}].id: '{point.Id}' must be 1..32 lower-case letters, digits and inner hyphens";
            if (list.Points.Take(i).Any(p => p.Id == point.Id))
                yield return $"points[{i}].id: '{point.Id}' is there twice";
            if (HazardList.Current.Find(point.Hazard) is null)
                yield return $"points[{i}].hazard: '{point.Hazard}' is not in the hazard list";
            if (point.Text.Fault(1000) is { } text)
                yield return $"points[{i}].text: {text}";
        }
    }
}

internal sealed record CheckListsForm(IReadOnlyList<CheckList> Lists);
