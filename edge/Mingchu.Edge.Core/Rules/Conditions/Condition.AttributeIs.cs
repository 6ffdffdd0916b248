using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Tracking;

namespace Mingchu.Edge.Core.Rules;

/// <summary>A value of an attribute that is the hazard.</summary>
/// <param name="Model">Model that reads it.</param>
/// <param name="Attribute">Attribute; where several signs are given, the first that was read at all decides.</param>
/// <param name="Violation">Its value; every other one is compliant with the condition.</param>
public sealed record Sign(string Model, string Attribute, string Violation)
{
    /// <summary>What the signs say of a track; null when none of them was read.</summary>
    internal static (Verdict? Verdict, AttributeOpinion? Opinion) Of(IReadOnlyList<Sign> signs, Track track)
    {
        foreach (var sign in signs)
            if (track.Opinion(sign.Attribute) is { } opinion)
                return (opinion.Value is not { } value ? Contracts.Messages.Verdict.Undetermined
                    : value == sign.Violation ? Contracts.Messages.Verdict.Violation
                    : Contracts.Messages.Verdict.Compliant, opinion);
        return (null, null);
    }
}

public abstract partial record Condition
{
    /// <summary>A thing in view has an attribute of a certain value, e.g. a head wears no cap.</summary>
    public sealed record AttributeIs(string Hazard, string Class, IReadOnlyList<Sign> Signs) : Condition(Hazard)
    {
        /// <inheritdoc/>
        public override string SeenBy => string.Join(", ", Signs.Select(s => $"{s.Model}:{s.Attribute}"));

        /// <inheritdoc/>
        public override bool CanBeSeen(Senses senses, Zone? zone) => senses.Finds(Class) && Signs.Any(s => senses.Reads(Class, s.Attribute));

        internal override IEnumerable<string> Attributes => Signs.Select(s => s.Attribute);

        private protected override void Judge(Field field, Tally into)
        {
            foreach (var track in field.Seen(Class))
            {
                var (verdict, opinion) = Sign.Of(Signs, track);
                if (verdict == Verdict.Violation)
                    into.Violates(track.Box, $"{Class} {opinion!.Attribute}={opinion.Value}", opinion.Confidence);
                else if (verdict == Verdict.Compliant)
                    into.Complies();
                else
                    into.Doubts();
            }
        }
    }
}
