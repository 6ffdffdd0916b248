using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Edge.Core.Rules;

/// <summary>Collects what the conditions of one rule find in one scene.</summary>
internal sealed class Tally
{
    private List<Finding>? violations;

    public IReadOnlyList<Finding> Violations => violations ?? (IReadOnlyList<Finding>)[];

    public bool AnyDoubt { get; private set; }

    public bool AnyCompliant { get; private set; }

    /// <summary>Here is the hazard.</summary>
    /// <param name="tentative">Below the score its class needs: enough to see a matter go on, too little to begin one.</param>
    public void Violates(Box box, string label, float score, bool tentative = false) => (violations ??= []).Add(new(new(box, label, score), tentative));

    /// <summary>Something is in view and could not be told, or the view may hide something.</summary>
    public void Doubts() => AnyDoubt = true;

    /// <summary>Something is in view and is as it should be.</summary>
    public void Complies() => AnyCompliant = true;
}

/// <summary>One thing that is the hazard.</summary>
internal readonly record struct Finding(LabelledBox Box, bool Tentative);
