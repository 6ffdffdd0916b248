using Mingchu.Contracts.Hazards;
using Mingchu.Edge.Core.Geometry;
using Mingchu.Edge.Core.Tracking;

namespace Mingchu.Edge.Core.Rules;

/// <summary>The rules of one camera.</summary>
/// <param name="Camera">Camera id.</param>
/// <param name="Rules">At most one per hazard and zone.</param>
/// <param name="Masks">Parts of the view that no rule looks at, e.g. a poster or a window.</param>
public sealed record Rulebook(string Camera, IReadOnlyList<Rule> Rules, IReadOnlyList<Polygon> Masks)
{
    /// <summary>
    /// Every condition of <see cref="Condition.All"/> with the hazard list's times, changed by the settings. Hazards without a condition are
    /// left out: <paramref name="settings"/> that name one are for the caller to refuse (see <see cref="Knows"/>).
    /// </summary>
    public static Rulebook Create(string camera, HazardList hazards, IReadOnlyList<RuleSettings> settings, IReadOnlyList<Polygon>? masks = null)
    {
        var rules = new List<Rule>();
        foreach (var condition in Condition.All)
        {
            if (hazards.Find(condition.Hazard) is not { } hazard)
                continue;
            var set = settings.LastOrDefault(s => s.Hazard == condition.Hazard) ?? new(condition.Hazard);
            if (!set.Enabled)
                continue;
            var rule = new Rule(condition, set.Dwell ?? TimeSpan.FromSeconds(hazard.DwellSeconds), set.Clear ?? TimeSpan.FromSeconds(hazard.ClearSeconds));
            rules.AddRange(set.Zones.Count == 0 ? [rule] : set.Zones.Select(zone => rule with { Zone = zone }));
        }
        return new(camera, rules, masks ?? []);
    }

    /// <summary>Whether any condition shows this hazard.</summary>
    public static bool Knows(string hazard) => Condition.All.Any(c => c.Hazard == hazard);

    /// <summary>The visible tracks a rule is about.</summary>
    internal IEnumerable<Track> Subjects(Rule rule, Scene scene) => scene.Tracks.Where(t =>
        t.Visible && t.Class == rule.Condition.Class
        && (rule.Zone is null || rule.Zone.Area.Contains(t.Box))
        && !Masks.Any(m => m.Contains(t.Box)));
}
