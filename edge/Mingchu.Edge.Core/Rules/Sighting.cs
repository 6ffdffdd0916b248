using Mingchu.Contracts.Messages;

namespace Mingchu.Edge.Core.Rules;

/// <summary>One rule's answer about one scene.</summary>
/// <param name="Verdict">Null when there is nothing in view to judge. Any violation wins, then any doubt: a compliant cook does not speak for another.</param>
/// <param name="Confidence">Highest of the violations, 0..1; 0 without.</param>
/// <param name="Boxes">The violations, best first.</param>
public sealed record Sighting(Verdict? Verdict, double Confidence, IReadOnlyList<LabelledBox> Boxes)
{
    /// <summary>Boxes an event may carry; see <see cref="Alert.Boxes"/>.</summary>
    private const int MaxBoxes = 64;

    /// <summary>The answer.</summary>
    /// <param name="keep">Asked for an alert that is open: what is too weak to raise one is enough to keep it.</param>
    public static Sighting Of(Rule rule, Rulebook rulebook, Scene scene, bool keep = false)
    {
        var tally = new Tally();
        rule.Condition.Look(new(rule, rulebook, scene), tally);

        var floor = keep ? rule.KeepConfidence : rule.MinConfidence;
        List<LabelledBox>? boxes = null;
        foreach (var (box, tentative) in tally.Violations)
            if (box.Score >= floor && (keep || !tentative))
                (boxes ??= []).Add(box);
        if (boxes is null)
        {
            var doubt = tally.AnyDoubt || tally.Violations.Count > 0;
            return new(doubt ? Contracts.Messages.Verdict.Undetermined : tally.AnyCompliant ? Contracts.Messages.Verdict.Compliant : null, 0, []);
        }
        boxes = [.. boxes.OrderByDescending(b => b.Score).ThenBy(b => b.Box.Left).ThenBy(b => b.Box.Top).ThenBy(b => b.Label, StringComparer.Ordinal).Take(MaxBoxes)];
        return new(Contracts.Messages.Verdict.Violation, Math.Clamp(boxes[0].Score, 0, 1), boxes);
    }
}
