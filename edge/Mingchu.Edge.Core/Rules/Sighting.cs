using Mingchu.Contracts.Messages;

namespace Mingchu.Edge.Core.Rules;

/// <summary>One rule's answer about one scene.</summary>
/// <param name="Verdict">Null when nobody is in view. Any violation wins, then any doubt: a compliant cook does not speak for another.</param>
/// <param name="Confidence">Highest of the violators, 0..1; 0 without.</param>
/// <param name="Boxes">The violators, best first.</param>
internal sealed record Sighting(Verdict? Verdict, double Confidence, IReadOnlyList<LabelledBox> Boxes)
{
    /// <summary>Boxes an event may carry; see <see cref="Alert.Boxes"/>.</summary>
    private const int MaxBoxes = 64;

    public static Sighting Of(Rule rule, Rulebook rulebook, Scene scene)
    {
        Verdict? verdict = null;
        List<LabelledBox>? boxes = null;
        foreach (var track in rulebook.Subjects(rule, scene))
        {
            var answer = rule.Condition.Judge(track);
            if (answer == Contracts.Messages.Verdict.Violation)
                (boxes ??= []).Add(new(track.Box, rule.Condition.Label, track.Opinion(rule.Condition.Attribute)!.Confidence));
            verdict = (verdict, answer) switch
            {
                (Contracts.Messages.Verdict.Violation, _) or (_, Contracts.Messages.Verdict.Violation) => Contracts.Messages.Verdict.Violation,
                (Contracts.Messages.Verdict.Undetermined, _) or (_, Contracts.Messages.Verdict.Undetermined) => Contracts.Messages.Verdict.Undetermined,
                _ => Contracts.Messages.Verdict.Compliant,
            };
        }
        if (boxes is null)
            return new(verdict, 0, []);
        boxes = [.. boxes.OrderByDescending(b => b.Score).ThenBy(b => b.Box.Left).ThenBy(b => b.Box.Top).Take(MaxBoxes)];
        return new(verdict, boxes[0].Score, boxes);
    }
}
