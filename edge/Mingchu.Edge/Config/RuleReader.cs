using Mingchu.Contracts.Hazards;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Core.Sensing;

namespace Mingchu.Edge.Config;

/// <summary>Reads <c>rules</c>, of the box, of a camera or of a zone.</summary>
internal static class RuleReader
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.1), Longest = TimeSpan.FromHours(1);

    /// <param name="drawnFor">Hazards of the zone they are in; null outside zones.</param>
    public static IReadOnlyList<RuleSettings> Read(IReadOnlyList<YamlScope> scopes, IReadOnlyList<string>? drawnFor = null)
    {
        var rules = new List<RuleSettings>();
        foreach (var scope in scopes)
        {
            var hazard = scope.Value("hazard", Hazard, required: true)?.Code;
            var rule = new RuleSettings(hazard ?? "")
            {
                Enabled = scope.Has("enabled") ? scope.Flag("enabled", true) : null,
                Dwell = Time(scope, "dwell"),
                Clear = Time(scope, "clear"),
                MinConfidence = scope.Has("minConfidence") ? scope.Number("minConfidence", 0, 0, 1) : null,
                Share = scope.Has("share") ? scope.Number("share", 1, 0.5, 1) : null,
            };
            scope.Close();
            if (hazard is null)
                continue;
            if (rules.Any(r => r.Hazard == hazard))
                scope.Wrong("hazard", $"'{hazard}' has a rule already");
            if (drawnFor?.Contains(hazard) == false)
                scope.Wrong("hazard", $"the zone is not drawn for '{hazard}'; add it to for");
            if (CameraRules.Knows(hazard) && (rule.MinConfidence ?? rule.Share) is not null)
                scope.Wrong("hazard", $"'{hazard}' is not seen in pictures: it has neither minConfidence nor share");
            rules.Add(rule);
        }
        return rules;
    }

    /// <summary>A hazard that this software can see at all.</summary>
    public static (Hazard?, string?) Hazard(string text)
    {
        if (HazardList.Current.Find(text) is not { } hazard)
            return (null, $"hazard '{text}' is not in the hazard list {HazardList.Current.Version}");
        if (SensorKind.Knows(text) && !Rulebook.Knows(text))
            return (null, $"hazard '{text}' is shown by sensors; put its rule into sensors");
        return Rulebook.Knows(text) || CameraRules.Knows(text) ? (hazard, null) : (null, $"hazard '{text}' can't be seen by this software yet");
    }

    private static TimeSpan? Time(YamlScope scope, string key) => scope.Has(key) ? scope.Duration(key, Shortest, Shortest, Longest) : null;
}
