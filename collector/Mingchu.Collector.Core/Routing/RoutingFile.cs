using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Core.Routing;

/// <summary>The JSON form of a <see cref="RoutingPolicy"/>; comments and trailing commas are allowed, unknown names are not.</summary>
public static class RoutingFile
{
    /// <summary>Deepest tree that is read.</summary>
    public const int MaxDepth = 8;

    /// <summary>The policy, or every error with its path (<c>routes[1].grades: 4 is not a grade, use 1, 2 or 3</c>).</summary>
    public static (RoutingPolicy? Policy, IReadOnlyList<string> Errors) Parse(string json) => PolicyText.Parse(json, PolicyForms.Default.RoutingForm, Build);

    private static RoutingPolicy Build(RoutingForm form, List<string> wrong)
    {
        PolicyText.Version(form.Version, wrong);
        if (form.Routes.Count == 0)
            wrong.Add("routes: give at least one route");
        return new(form.Version, new([], [], [], [], [], [.. form.Routes.Select((route, i) => Build(route, $"routes[{i}]", 1, wrong))], false));
    }

    private static Route Build(RouteForm form, string path, int depth, List<string> errors)
    {
        foreach (var grade in form.Grades.Where(g => g is < 1 or > 3))
            errors.Add($"{path}.grades: {grade} is not a grade, use 1, 2 or 3");
        foreach (var hazard in form.Hazards.Where(h => HazardList.Current.Find(h) is null))
            errors.Add($"{path}.hazards: '{hazard}' is not in the hazard list");
        foreach (var group in form.Groups.Where(g => HazardList.Current.Hazards.All(h => h.Group != g)))
            errors.Add($"{path}.groups: '{group}' is not a group of the hazard list");
        foreach (var area in form.Areas.Where(a => string.IsNullOrWhiteSpace(a) || a.StartsWith('/') || a.EndsWith('/')))
            errors.Add($"{path}.areas: '{area}' is not an area path like city/county/town");
        for (var i = 0; i < form.To.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(form.To[i].Audience))
                errors.Add($"{path}.to[{i}].audience: name who is told, e.g. merchant");
            if (form.To[i].Channels.Count == 0 || form.To[i].Channels.Any(string.IsNullOrWhiteSpace))
                errors.Add($"{path}.to[{i}].channels: name at least one channel, e.g. in-app");
        }
        if (form.To.Count == 0 && form.Routes.Count == 0)
            errors.Add($"{path}: give 'to' or 'routes'; to tell nobody on purpose is not supported");
        if (depth >= MaxDepth && form.Routes.Count > 0)
            errors.Add($"{path}.routes: the tree is deeper than {MaxDepth}");

        var to = form.To.SelectMany(t => t.Channels.Select(channel => new Destination(t.Audience ?? "", channel))).ToList();
        var routes = depth >= MaxDepth ? [] : form.Routes.Select((r, i) => Build(r, $"{path}.routes[{i}]", depth + 1, errors)).ToList();
        return new(form.Grades, form.Groups, form.Hazards, form.Areas, to, routes, form.Continue);
    }
}

internal sealed record RoutingForm(string Version, IReadOnlyList<RouteForm> Routes);

// Set and not init: the generated reader gives every init property a value, also when the file has none.
internal sealed class RouteForm
{
    public List<int> Grades { get; set; } = [];
    public List<string> Groups { get; set; } = [];
    public List<string> Hazards { get; set; } = [];
    public List<string> Areas { get; set; } = [];
    public List<ToForm> To { get; set; } = [];
    public List<RouteForm> Routes { get; set; } = [];
    public bool Continue { get; set; }
}

internal sealed class ToForm
{
    public string? Audience { get; set; }
    public List<string> Channels { get; set; } = [];
}
