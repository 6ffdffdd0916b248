using Mingchu.Edge.Core.Calendars;

namespace Mingchu.Edge.Core.Rules;

/// <summary>
/// What a scene must show to be a hazard. A closed union: each kind judges the part of a scene its rule may look at into violation, compliant,
/// undetermined or nothing in view. Those the product knows are in <see cref="All"/>.
/// </summary>
public abstract partial record Condition
{
    private Condition(string hazard) => Hazard = hazard;

    /// <summary>Code of the hazard list.</summary>
    public string Hazard { get; }

    /// <summary>Only where policy asks: watched when it is switched on or a zone is drawn for it.</summary>
    public bool OptIn { get; init; }

    /// <summary>Only watched in zones drawn for the hazard.</summary>
    public virtual bool NeedsZone => false;

    /// <summary>Only watched where its hours are known.</summary>
    public virtual bool NeedsHours => false;

    /// <summary>What it sees with, as the hazard list says it in <c>seenBy</c>.</summary>
    public abstract string SeenBy { get; }

    /// <summary>Attributes of things that its answer depends on.</summary>
    internal virtual IEnumerable<string> Attributes => [];

    /// <summary>Whether a finding stands in steam, blur and darkness; see <see cref="Gate"/>.</summary>
    internal virtual bool FindsInPoorView => false;

    /// <summary>Whether a box with these models can see it in a zone, or null in the whole picture.</summary>
    public abstract bool CanBeSeen(Senses senses, Zone? zone);

    /// <summary>The hours that count for it.</summary>
    internal virtual Hours? HoursOf(CameraPlan plan, Zone? zone) => null;

    /// <summary>Its answer, as far as the view lets it tell.</summary>
    internal void Look(Field field, Tally into)
    {
        var fitness = Gate.Of(this, field.Scene.View, field.Bound);
        if (fitness == Fitness.Blind)
            into.Doubts();
        else
            Judge(field with { Poor = fitness == Fitness.Poor }, into);
    }

    /// <summary>Its answer in a view that is clear or, where <see cref="FindsInPoorView"/>, poor.</summary>
    private protected abstract void Judge(Field field, Tally into);
}
