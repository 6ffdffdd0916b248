using Mingchu.Contracts.Hazards;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Prompting;

namespace Mingchu.Edge.Config;

/// <summary>Reads <c>prompts</c>.</summary>
internal static class PromptReader
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1), Usual = TimeSpan.FromMinutes(1), Longest = TimeSpan.FromHours(1);

    public static PromptPolicy Read(YamlScope scope)
    {
        var rules = new List<PromptRule>();
        foreach (var entry in scope.List("rules"))
        {
            var hazards = entry.Values("for", Hazard, required: true);
            rules.Add(new(hazards, Word(entry, "light", PromptLight.Amber), Word(entry, "sound", PromptSound.None), entry.Duration("hold", Usual, Shortest, Longest))
            {
                Always = entry.Flag("always", false),
            });
            entry.Close();
        }
        var quiet = scope.Has("quiet") ? HoursReader.ReadShifts(scope.List("quiet")) : null;
        scope.Close();
        return new(rules) { Quiet = quiet is null ? null : new(quiet) };
    }

    private static T Word<T>(YamlScope scope, string key, T fallback)
        where T : struct, Enum =>
        scope.Value<object>(key, text => text.All(char.IsAsciiLetterLower) && Enum.TryParse<T>(text, ignoreCase: true, out var value)
            ? (value, null) : (null, $"'{text}' is not one of {string.Join(", ", Enum.GetNames<T>().Select(n => n.ToLowerInvariant()))}")) as T? ?? fallback;

    private static (string?, string?) Hazard(string text) =>
        HazardList.Current.Find(text) is not null ? (text, null) : (null, $"hazard '{text}' is not in the hazard list {HazardList.Current.Version}");
}
