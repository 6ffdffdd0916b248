using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Core.Tracking;

namespace Mingchu.Edge.Core.Tests.Rules;

/// <summary>Small parts of scenes.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static readonly Condition NoCap = Condition.All.Single(c => c.Hazard == "no-cap");

    /// <summary>No cap: dwell 2 s, clear 3 s, whole picture.</summary>
    public static readonly Rule Rule = new(NoCap, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));

    public static readonly Rulebook Book = new("pastry", [Rule], []);

    /// <summary>A head whose cap is none (v), worn (c) or undetermined (anything else), centred at x, y.</summary>
    public static Track Head(char answer, long id = 1, float x = 0.5f, float y = 0.5f, bool visible = true, float confidence = 0.9f)
    {
        var value = answer switch { 'v' => "none", 'c' => "worn", _ => null };
        return new(id, "head", new(x - 0.02f, y - 0.02f, x + 0.02f, y + 0.02f), 0.8f, Noon, Noon, visible, [new("cap", value, confidence, 5)]);
    }

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
