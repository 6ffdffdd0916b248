namespace Mingchu.Edge.Core.Rules;

public abstract partial record Condition
{
    /// <summary>Several ways to see one hazard; what one of them shows is one matter, whichever it is.</summary>
    public sealed record AnyOf(string Hazard, IReadOnlyList<Condition> Ways) : Condition(Hazard)
    {
        /// <inheritdoc/>
        public override string SeenBy => string.Join(", ", Ways.Select(w => w.SeenBy));

        /// <inheritdoc/>
        public override bool NeedsZone => Ways.All(w => w.NeedsZone);

        /// <inheritdoc/>
        public override bool CanBeSeen(Senses senses, Zone? zone) => Ways.Any(w => w.CanBeSeen(senses, zone));

        // Each way has its own gate.
        internal override bool FindsInPoorView => Ways.Any(w => w.FindsInPoorView);

        internal override IEnumerable<string> Attributes => Ways.SelectMany(w => w.Attributes);

        private protected override void Judge(Field field, Tally into)
        {
            foreach (var way in Ways)
                way.Look(field, into);
        }
    }
}
