using Mingchu.Edge.Core.Geometry;
using Mingchu.Edge.Core.Tracking;

namespace Mingchu.Edge.Core.Rules;

public abstract partial record Condition
{
    /// <summary>Somebody has a thing about them, e.g. a cigarette at the mouth. Without a person in view the thing alone is nothing.</summary>
    /// <param name="Class">Detector class of the thing.</param>
    public sealed record NearPerson(string Hazard, string Class) : Condition(Hazard)
    {
        // From the head down to the hand of a hanging arm.
        private const float ArmsLength = 5;

        /// <summary>Farthest from the middle of a head, in head sizes.</summary>
        public required float OfHead { get; init; }

        /// <summary>Farthest from the middle of a hand or glove, in hand sizes; 0 leaves hands out.</summary>
        public float OfHand { get; init; }

        /// <inheritdoc/>
        public override string SeenBy => $"kitchen:{Class}";

        /// <inheritdoc/>
        public override bool CanBeSeen(Senses senses, Zone? zone) => senses.Finds(Class) && senses.Finds(Classes.Head);

        private protected override void Judge(Field field, Tally into)
        {
            foreach (var thing in field.Seen(Class))
            {
                if (field.People(Classes.Head).Any(head => Distance.InSizes(head.Box, thing.Box) <= OfHead))
                    into.Violates(thing.Box, $"{Class} near head", thing.Score, thing.Tentative);
                else if (OfHand > 0 && field.People(Classes.Hand, Classes.Glove).Any(hand => Distance.InSizes(hand.Box, thing.Box) <= OfHand))
                    InHand(field, thing, into);
            }
        }

        // The hand of one whose head is out of view: somebody has it, and nobody can be shown to have it.
        private void InHand(Field field, Track thing, Tally into)
        {
            if (field.People(Classes.Head).Any(head => Distance.InSizes(head.Box, thing.Box) <= ArmsLength))
                into.Violates(thing.Box, $"{Class} in hand", thing.Score, thing.Tentative);
            else
                into.Doubts();
        }
    }
}
