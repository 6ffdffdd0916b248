using Mingchu.Edge.Core.Calendars;

namespace Mingchu.Edge.Core.Rules;

public abstract partial record Condition
{
    /// <summary>Nobody is at a post during duty hours. One part of a person is enough to be there; a view that hides people never makes a post unmanned.</summary>
    public sealed record Nobody(string Hazard) : Condition(Hazard)
    {
        /// <inheritdoc/>
        public override string SeenBy => "calendar";

        /// <inheritdoc/>
        public override bool NeedsZone => true;

        /// <inheritdoc/>
        public override bool NeedsHours => true;

        /// <inheritdoc/>
        public override bool CanBeSeen(Senses senses, Zone? zone) => senses.Finds(Classes.Head);

        internal override bool FindsInPoorView => true;

        internal override Hours? HoursOf(CameraPlan plan, Zone? zone) => plan.Duty;

        private protected override void Judge(Field field, Tally into)
        {
            if (field.Rule.Zone is not { } zone || field.InHours == false)
                return;
            if (field.People(Classes.Person).Any(part => zone.Area.Contains(part.Box)))
                into.Complies();
            else if (field.Poor || field.InHours is null)
                into.Doubts();
            else
                into.Violates(zone.Area.Bounds, "nobody", 1);
        }
    }
}
