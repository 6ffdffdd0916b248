using Mingchu.Contracts.Hazards;

namespace Mingchu.Edge.Core.Rules;

/// <summary>The rules of one camera.</summary>
/// <param name="Camera">Camera id.</param>
/// <param name="Rules">At most one per hazard and zone.</param>
/// <param name="Masks">Parts of the view that rules do not look at.</param>
public sealed record Rulebook(string Camera, IReadOnlyList<Rule> Rules, IReadOnlyList<Mask> Masks)
{
    /// <summary>What this software knows and this camera does not watch, and why.</summary>
    public IReadOnlyList<Unwatched> Unwatched { get; init; } = [];

    /// <summary>Codes of the hazards watched, each once, in the order of <see cref="Condition.All"/>.</summary>
    public IReadOnlyList<string> Hazards => [.. Rules.Select(r => r.Condition.Hazard).Distinct()];

    /// <summary>Attributes of things that some rule asks for, each once.</summary>
    public IReadOnlyList<string> Attributes => [.. Rules.SelectMany(r => r.Condition.Attributes).Distinct()];

    /// <summary>
    /// Every condition of <see cref="Condition.All"/> that the models can see and that has the zone and hours it needs, with the hazard list's
    /// times, changed by the settings. Settings of a hazard that is not known are for the caller to refuse (see <see cref="Knows"/>).
    /// </summary>
    /// <param name="settings">From the widest place to the narrowest; those of zones come after them.</param>
    /// <param name="plan">Null: nothing drawn, no hours.</param>
    /// <param name="senses">Null: all that any model might see.</param>
    public static Rulebook Create(string camera, HazardList hazards, IReadOnlyList<RuleSettings> settings, CameraPlan? plan = null, Senses? senses = null)
    {
        plan ??= CameraPlan.Empty;
        var (rules, unwatched) = (new List<Rule>(), new List<Unwatched>());
        foreach (var condition in Condition.All)
        {
            if (hazards.Find(condition.Hazard) is not { } hazard)
                continue;
            Zone?[] places = [.. plan.Zones.Where(z => z.Hazards.Contains(hazard.Code))];
            foreach (var zone in places.Length == 0 ? [null] : places)
            {
                var set = RuleSettings.For(hazard.Code, [.. settings, .. zone?.Rules ?? []]);
                if (Lacks(condition, zone, set, plan, senses ?? Senses.All) is { } missing)
                    unwatched.Add(new(hazard.Code, zone?.Id, missing));
                else
                    rules.Add(Make(condition, zone, set, plan, hazard));
            }
        }
        return new(camera, rules, plan.Masks) { Unwatched = unwatched };
    }

    /// <summary>Whether any condition shows this hazard.</summary>
    public static bool Knows(string hazard) => Condition.All.Any(c => c.Hazard == hazard);

    private static Missing? Lacks(Condition condition, Zone? zone, RuleSettings set, CameraPlan plan, Senses senses) =>
        !(set.Enabled ?? (!condition.OptIn || zone is not null)) ? Missing.Switch
        : condition.NeedsZone && zone is null ? Missing.Zone
        : !condition.CanBeSeen(senses, zone) ? Missing.Model
        : condition.NeedsHours && condition.HoursOf(plan, zone) is null ? Missing.Hours
        : null;

    private static Rule Make(Condition condition, Zone? zone, RuleSettings set, CameraPlan plan, Hazard hazard)
    {
        var rule = new Rule(condition, set.Dwell ?? TimeSpan.FromSeconds(hazard.DwellSeconds), set.Clear ?? TimeSpan.FromSeconds(hazard.ClearSeconds), zone)
        {
            Hours = condition.HoursOf(plan, zone),
        };
        return rule with { Share = set.Share ?? rule.Share, MinConfidence = set.MinConfidence ?? rule.MinConfidence };
    }
}
