namespace Mingchu.Edge.Core.Rules;

public abstract partial record Condition
{
    /// <summary>A thing that should not be there is in view, e.g. a rodent.</summary>
    /// <param name="Classes">Detector classes, any of which is the hazard.</param>
    public sealed record Seen(string Hazard, IReadOnlyList<string> Classes) : Condition(Hazard)
    {
        /// <summary>Classes that steam, blur and darkness do not hide or feign.</summary>
        public IReadOnlyList<string> Shining { get; init; } = [];

        /// <inheritdoc/>
        public override string SeenBy => string.Join(", ", Classes.Select(c => $"kitchen:{c}"));

        /// <inheritdoc/>
        public override bool CanBeSeen(Senses senses, Zone? zone) => Classes.Any(senses.Finds);

        internal override bool FindsInPoorView => Shining.Count > 0;

        private protected override void Judge(Field field, Tally into)
        {
            foreach (var type in field.Poor ? Shining : Classes)
                foreach (var track in field.Seen(type))
                    into.Violates(track.Box, type, track.Score, track.Tentative);
            if (field.Poor)
                into.Doubts();
        }
    }
}
