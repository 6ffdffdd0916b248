using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Calendars;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Core.Sight;
using Mingchu.Edge.Core.Tracking;

namespace Mingchu.Edge.Core.Tests.Rules;

/// <summary>Small parts of scenes.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static readonly Condition NoCap = Condition("no-cap");

    /// <summary>No cap: dwell 2 s, clear 3 s, whole picture.</summary>
    public static readonly Rule Rule = new(NoCap, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));

    public static readonly Rulebook Book = new("pastry", [Rule], []);

    /// <summary>A head whose cap is none (v), worn (c) or undetermined (anything else), centred at x, y.</summary>
    public static Track Head(char answer, long id = 1, float x = 0.5f, float y = 0.5f, bool visible = true, float confidence = 0.9f)
    {
        var value = answer switch { 'v' => "none", 'c' => "worn", _ => null };
        return new(id, "head", new(x - 0.02f, y - 0.02f, x + 0.02f, y + 0.02f), 0.8f, Noon, Noon, visible, [new("cap", value, confidence, 5)]);
    }

    /// <summary>The left half of the picture.</summary>
    public static readonly Zone Left = new("left", new([(0, 0), (0.5f, 0), (0.5f, 1), (0, 1)]));

    /// <summary>Every day from 8 to 20 o'clock.</summary>
    public static readonly Hours Day = new([new(Shift.EveryDay, new(8, 0), new(20, 0))]);

    /// <summary>A clock of the kitchen inside <see cref="Day"/>, and one outside.</summary>
    public static readonly DateTime At12 = new(2026, 1, 31, 12, 0, 0), At22 = new(2026, 1, 31, 22, 0, 0);

    /// <summary>A thing of the size of a head, centred at x, y.</summary>
    public static Track Thing(string type, float x = 0.25f, float y = 0.5f, float score = 0.8f, bool tentative = false, bool visible = true, long id = 1) =>
        new(id, type, new(x - 0.02f, y - 0.02f, x + 0.02f, y + 0.02f), score, Noon, Noon, visible, []) { Tentative = tentative };

    /// <summary>A head with an opinion of some attributes, as <c>clothes=street</c>; <c>clothes=?</c> is undetermined.</summary>
    public static Track Head(params ReadOnlySpan<string> opinions)
    {
        var attributes = new List<AttributeOpinion>();
        foreach (var parts in opinions.ToArray().Select(o => o.Split('=')))
            attributes.Add(new(parts[0], parts[1] == "?" ? null : parts[1], 0.9f, 5));
        return Thing("head") with { Attributes = attributes };
    }

    /// <summary>Something new that stands at x, y.</summary>
    public static StaticObject Object(float x = 0.25f, float y = 0.5f, float score = 0.7f) =>
        new(1, new(x - 0.05f, y - 0.05f, x + 0.05f, y + 0.05f), Noon, score);

    /// <summary>The product's condition of a hazard.</summary>
    public static Condition Condition(string hazard) => Core.Rules.Condition.All.Single(c => c.Hazard == hazard);

    /// <summary>The rule of a hazard, in <see cref="Left"/> or the whole picture, with hours where it goes by some.</summary>
    public static Rule RuleOf(string hazard, Zone? zone = null, Hours? hours = null) =>
        new(Condition(hazard), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), zone) { Hours = hours ?? zone?.Hours };

    /// <summary>One scene's answer: v, c, u or - for nothing in view.</summary>
    public static char Letter(Verdict? verdict) => verdict switch { Verdict.Violation => 'v', Verdict.Compliant => 'c', Verdict.Undetermined => 'u', _ => '-' };

    /// <summary>The answer of one rule about one scene.</summary>
    public static Sighting Judge(Rule rule, Scene scene, params Mask[] masks) => Sighting.Of(rule, new("pastry", [rule], masks), scene);

    /// <summary>One letter per head; '.' is nobody.</summary>
    public static Scene Scene(params ReadOnlySpan<char> heads)
    {
        var tracks = new List<Track>();
        foreach (var head in heads)
            if (head != '.')
                tracks.Add(Head(head, tracks.Count + 1, 0.1f * (tracks.Count + 1)));
        return new(tracks);
    }

    /// <summary>Runs a scene every 200 ms, each with its time.</summary>
    public static List<(int Frame, AlertChange Change)> Run(Rulebook book, IEnumerable<Scene> scenes)
    {
        var (state, all, number) = (RulesState.Start(book), new List<(int, AlertChange)>(), 0);
        foreach (var scene in scenes)
        {
            (state, var changes) = RuleFold.Step(state, book, scene, Noon.AddSeconds(number * 0.2));
            all.AddRange(changes.Select(c => (number, c)));
            number++;
        }
        return all;
    }

    /// <summary>One letter per frame.</summary>
    public static List<(int Frame, AlertChange Change)> Run(string frames, Rulebook? book = null) => Run(book ?? Book, frames.Select(f => Scene(f)));
}
