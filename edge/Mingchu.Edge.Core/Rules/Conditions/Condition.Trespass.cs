using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Calendars;
using Mingchu.Edge.Core.Tracking;

namespace Mingchu.Edge.Core.Rules;

public abstract partial record Condition
{
    /// <summary>
    /// Somebody is in a zone who may not be: in a closed one anybody, in one with hours anybody outside them, in one for staff those in other
    /// clothes. No face is recognised: staff is who is dressed as staff.
    /// </summary>
    /// <param name="Stranger">Signs of one who is not staff.</param>
    public sealed record Trespass(string Hazard, IReadOnlyList<Sign> Stranger) : Condition(Hazard)
    {
        /// <inheritdoc/>
        public override string SeenBy => "calendar";

        /// <inheritdoc/>
        public override bool NeedsZone => true;

        /// <inheritdoc/>
        public override bool CanBeSeen(Senses senses, Zone? zone) =>
            senses.Finds(Classes.Head) && (zone is not { StaffOnly: true } || zone.Hours is not null || Stranger.Any(s => senses.Reads(Classes.Head, s.Attribute)));

        internal override bool FindsInPoorView => true;

        internal override Hours? HoursOf(CameraPlan plan, Zone? zone) => zone?.Hours;

        internal override IEnumerable<string> Attributes => Stranger.Select(s => s.Attribute);

        private protected override void Judge(Field field, Tally into)
        {
            if (field.Rule.Zone is not { } zone)
                return;
            foreach (var head in field.Seen(Classes.Head))
            {
                if (zone.Hours is null && !zone.StaffOnly)
                    into.Violates(head.Box, $"{Classes.Head} in closed zone", head.Score, head.Tentative);
                else if (zone.Hours is not null && field.InHours is not true)
                    Outside(field, head, into);
                else if (zone.StaffOnly)
                    JudgeClothes(field, head, into);
                else
                    into.Complies();
            }
            if (field.Poor)
                into.Doubts();
        }

        private static void Outside(Field field, Track head, Tally into)
        {
            if (field.InHours is null)
                into.Doubts();
            else
                into.Violates(head.Box, $"{Classes.Head} outside allowed hours", head.Score, head.Tentative);
        }

        private void JudgeClothes(Field field, Track head, Tally into)
        {
            var (verdict, opinion) = Sign.Of(Stranger, head);
            // Clothes can't be told in steam, though a head can.
            if (field.Poor || verdict is null or Verdict.Undetermined)
                into.Doubts();
            else if (verdict == Verdict.Violation)
                into.Violates(head.Box, $"{Classes.Head} {opinion!.Attribute}={opinion.Value}", opinion.Confidence);
            else
                into.Complies();
        }
    }
}
