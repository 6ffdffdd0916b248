using Mingchu.Edge.Core.Calendars;

namespace Mingchu.Edge.Core.Rules;

public abstract partial record Condition
{
    /// <summary>Somebody is in the kitchen outside its opening hours.</summary>
    public sealed record OutOfHours(string Hazard) : Condition(Hazard)
    {
        /// <inheritdoc/>
        public override string SeenBy => "calendar";

        /// <inheritdoc/>
        public override bool NeedsHours => true;

        /// <inheritdoc/>
        public override bool CanBeSeen(Senses senses, Zone? zone) => senses.Finds(Classes.Head);

        internal override bool FindsInPoorView => true;

        internal override Hours? HoursOf(CameraPlan plan, Zone? zone) => plan.Opening;

        private protected override void Judge(Field field, Tally into)
        {
            foreach (var head in field.Seen(Classes.Head))
            {
                if (field.InHours is not { } open)
                    into.Doubts();
                else if (open)
                    into.Complies();
                else
                    into.Violates(head.Box, $"{Classes.Head} after hours", head.Score, head.Tentative);
            }
            if (field.Poor)
                into.Doubts();
        }
    }
}
