namespace Mingchu.Edge.Core.Rules;

public abstract partial record Condition
{
    /// <summary>
    /// Something stands in a zone that is not in the camera's approved clean reference. What it is nobody knows: the zone says what it means, so
    /// each kind of mess wants a zone of its own.
    /// </summary>
    public sealed record NewObject(string Hazard) : Condition(Hazard)
    {
        /// <inheritdoc/>
        public override string SeenBy => "geometry:static-object";

        /// <inheritdoc/>
        public override bool NeedsZone => true;

        /// <inheritdoc/>
        public override bool CanBeSeen(Senses senses, Zone? zone) => zone is not null;

        private protected override void Judge(Field field, Tally into)
        {
            if (field.Rule.Zone is null)
                return;
            foreach (var thing in field.Objects())
                into.Violates(thing.Box, "new object", thing.Score);
        }
    }
}
