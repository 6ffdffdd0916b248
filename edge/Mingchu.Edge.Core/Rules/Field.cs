using Mingchu.Edge.Core.Geometry;
using Mingchu.Edge.Core.Sight;
using Mingchu.Edge.Core.Tracking;

namespace Mingchu.Edge.Core.Rules;

/// <summary>The part of a scene that one rule looks at: what is in its zone and not masked.</summary>
internal readonly record struct Field(Rule Rule, Rulebook Rulebook, Scene Scene)
{
    /// <summary>The view hides things: that nothing is found says nothing.</summary>
    public bool Poor { get; init; }

    /// <summary>Whether it depends on where the camera looks.</summary>
    public bool Bound
    {
        get
        {
            if (Rule.Zone is not null)
                return true;
            foreach (var mask in Rulebook.Masks)
                if (mask.Hides(Rule.Condition.Hazard))
                    return true;
            return false;
        }
    }

    /// <summary>Inside the rule's hours; null when the local time is not known. Without hours: never.</summary>
    public bool? InHours => Rule.Hours is not { } hours ? false : Scene.LocalTime is { } local ? hours.Contains(local) : null;

    /// <summary>Things of a class seen in this very frame.</summary>
    public IEnumerable<Track> Seen(string type)
    {
        var field = this;
        return Scene.Tracks.Where(t => t.Visible && t.Class == type && field.IsInside(t.Box));
    }

    /// <summary>Parts of people anywhere in the view, also those just lost sight of: the tracker waits a few seconds for one who turned or bent down.</summary>
    public IEnumerable<Track> People(params ReadOnlySpan<string> types)
    {
        var (field, wanted) = (this, types.ToArray());
        return Scene.Tracks.Where(t => wanted.Contains(t.Class) && !field.IsMasked(t.Box));
    }

    /// <summary>New things that stand still.</summary>
    public IEnumerable<StaticObject> Objects()
    {
        var field = this;
        return Scene.Objects.Where(o => field.IsInside(o.Box));
    }

    /// <summary>Whether something with this box is where the rule looks.</summary>
    public bool IsInside(Box box) => (Rule.Zone is null || Rule.Zone.Area.Contains(box)) && !IsMasked(box);

    private bool IsMasked(Box box)
    {
        foreach (var mask in Rulebook.Masks)
            if (mask.Hides(Rule.Condition.Hazard) && mask.Area.Contains(box))
                return true;
        return false;
    }
}
