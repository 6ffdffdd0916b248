using Mingchu.Contracts.Hazards;
using Mingchu.Edge.Core.Sensing;

namespace Mingchu.Edge.Config;

/// <summary>Reads <c>sensors</c>.</summary>
internal static class SensorReader
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.1), Longest = TimeSpan.FromDays(1);

    public static IReadOnlyList<Sensor> Read(IReadOnlyList<YamlScope> scopes, IEnumerable<string> cameras)
    {
        var (sensors, taken) = (new List<Sensor>(), cameras.ToHashSet(StringComparer.Ordinal));
        foreach (var scope in scopes)
        {
            var id = scope.Value("id", ConfigReader.Id, required: true);
            var name = scope.Text("name");
            var kind = scope.Value("kind", Kind, required: true);
            var unit = scope.Value("unit", text => Unit(text, kind)) ?? kind?.Units[0];
            var rules = Rules(scope.List("rules"), kind, unit);
            scope.Close();
            if (id is not null && !taken.Add(id))
                scope.Wrong("id", $"'{id}' is used by another sensor or a camera");
            if (id is not null && kind is not null && unit is not null)
                sensors.Add(new(id, name ?? id, kind, unit, rules.On) { StaleAfter = rules.Silence });
        }
        return sensors;
    }

    private static (IReadOnlyList<SensorRule> On, TimeSpan Silence) Rules(IReadOnlyList<YamlScope> scopes, SensorKind? kind, SensorUnit? unit)
    {
        var (rules, off) = (new List<SensorRule>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var scope in scopes)
        {
            var hazard = scope.Value("hazard", text => Hazard(text, kind), required: true);
            var enabled = scope.Flag("enabled", true);
            var listed = HazardList.Current.Find(hazard ?? SensorKind.Missing)!;
            var rule = new SensorRule(listed.Code, scope.Duration("dwell", Seconds(listed.DwellSeconds), Shortest, Longest), scope.Duration("clear", Seconds(listed.ClearSeconds), Shortest, Longest));
            if (hazard is not null && unit is not null && hazard != SensorKind.Missing && unit != SensorUnit.State)
                rule = Threshold(scope, rule, unit, enabled);
            else if (unit == SensorUnit.State && hazard != SensorKind.Missing)
                rule = rule with { Above = 0.5 };
            scope.Close();
            if (hazard is null)
                continue;
            if (rules.Any(r => r.Hazard == hazard))
                scope.Wrong("hazard", $"'{hazard}' has a rule already");
            rules.Add(rule);
            if (!enabled)
                off.Add(hazard);
        }
        // What needs no threshold is watched unless switched off.
        string[] unasked = unit == SensorUnit.State ? [.. kind!.Hazards, SensorKind.Missing] : [SensorKind.Missing];
        foreach (var hazard in unasked.Where(h => rules.All(r => r.Hazard != h)).Select(h => HazardList.Current.Find(h)!))
            rules.Add(new(hazard.Code, Seconds(hazard.DwellSeconds), Seconds(hazard.ClearSeconds)) { Above = hazard.Code == SensorKind.Missing ? null : 0.5 });
        return ([.. rules.Where(r => !off.Contains(r.Hazard))], rules.Single(r => r.Hazard == SensorKind.Missing).Dwell);
    }

    private static SensorRule Threshold(YamlScope scope, SensorRule rule, SensorUnit unit, bool enabled)
    {
        var (above, below) = rule.Hazard switch { "temperature-low" => (false, true), "humidity" => (true, true), _ => (true, false) };
        rule = rule with
        {
            Above = above && scope.Has("above") ? scope.Number("above", 0, unit.Lowest, unit.Highest) : null,
            Below = below && scope.Has("below") ? scope.Number("below", 0, unit.Lowest, unit.Highest) : null,
            Hysteresis = scope.Has("hysteresis") ? scope.Number("hysteresis", 0, 0, unit.Highest - unit.Lowest) : 0,
        };
        if (rule.WaitsForReadings && enabled)
            scope.Wrong("hazard", $"'{rule.Hazard}' needs a threshold in {unit.Name}: {string.Join(" or ", new[] { above ? "above" : null, below ? "below" : null }.OfType<string>())}");
        if (rule.Above <= rule.Below)
            scope.Wrong("above", "must be more than below");
        return rule;
    }

    private static (SensorKind?, string?) Kind(string text) =>
        SensorKind.Find(text) is { } kind ? (kind, null) : (null, $"'{text}' is not a kind of sensor; known: {string.Join(", ", SensorKind.All.Select(k => k.Name))}");

    private static (SensorUnit?, string?) Unit(string text, SensorKind? kind) =>
        kind is null ? (null, null)
        : kind.Units.FirstOrDefault(u => u.Name == text) is { } unit ? (unit, null)
        : (null, $"'{text}' is not a unit of {kind.Name}; it has {string.Join(", ", kind.Units.Select(u => u.Name))}");

    private static (string?, string?) Hazard(string text, SensorKind? kind) =>
        !SensorKind.Knows(text) ? (null, $"'{text}' is no hazard that sensors show")
        : kind is null || text == SensorKind.Missing || kind.Hazards.Contains(text) ? (text, null)
        : (null, $"a sensor of {kind.Name} does not show '{text}'; it shows {string.Join(", ", kind.Hazards.Append(SensorKind.Missing))}");

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
