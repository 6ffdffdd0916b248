using Mingchu.Edge.Core.Calendars;
using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Edge.Core.Rules;

public abstract partial record Condition
{
    /// <summary>A flame, or a stove that counts as hot in the hours of its zone, has nobody near it.</summary>
    /// <param name="Class">Detector class of a flame.</param>
    public sealed record Unattended(string Hazard, string Class) : Condition(Hazard)
    {
        /// <summary>Farthest that somebody near may be, in sizes of their head or hand.</summary>
        public required float Reach { get; init; }

        /// <inheritdoc/>
        public override string SeenBy => $"kitchen:{Class}, geometry:hot-zone";

        /// <inheritdoc/>
        public override bool CanBeSeen(Senses senses, Zone? zone) => senses.Finds(Classes.Head) && (senses.Finds(Class) || zone?.Hours is not null);

        internal override bool FindsInPoorView => true;

        internal override Hours? HoursOf(CameraPlan plan, Zone? zone) => zone?.Hours;

        private protected override void Judge(Field field, Tally into)
        {
            var burning = false;
            foreach (var flame in field.Seen(Class))
            {
                burning = true;
                Watch(field, flame.Box, $"{Class} unattended", flame.Score, flame.Tentative, into);
            }
            if (field.Poor)
                into.Doubts();
            if (burning || field.Rule.Zone is not { Hours: not null } zone || field.InHours == false)
                return;
            if (field.InHours is null)
                into.Doubts();
            else
                Watch(field, zone.Area.Bounds, "hot zone unattended", 1, tentative: false, into);
        }

        private void Watch(Field field, Box place, string label, float score, bool tentative, Tally into)
        {
            if (field.People(Classes.Person).Any(part => Distance.InSizes(part.Box, place) <= Reach))
                into.Complies();
            else if (field.Poor)
                into.Doubts();
            else
                into.Violates(place, label, score, tentative);
        }
    }
}
