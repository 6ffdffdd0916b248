namespace Mingchu.Edge.Core.Sight;

/// <summary>What <see cref="ObjectFold"/> remembers of one camera between two looks. Belongs to one <see cref="Reference"/>.</summary>
public sealed record ObjectMemory
{
    /// <summary>Nothing seen yet.</summary>
    public static ObjectMemory Empty { get; } = new();

    /// <summary>What stands there.</summary>
    public IReadOnlyList<StaticObject> Objects => [.. Things.Select(t => t.Object)];

    internal DateTimeOffset? Last { get; init; }

    internal DateTimeOffset? LightUntil { get; init; }

    internal bool LightChanged { get; init; }

    internal Cell[] Cells { get; init; } = [];

    internal IReadOnlyList<Thing> Things { get; init; } = [];

    internal long NextId { get; init; } = 1;

    /// <summary>A thing that stands there.</summary>
    /// <param name="Object">As told.</param>
    /// <param name="Cells">Where it was when it was found.</param>
    /// <param name="Back">Watched seconds for which its place has looked like the reference.</param>
    /// <param name="Restless">Watched seconds for which its place has been in motion.</param>
    internal sealed record Thing(StaticObject Object, int[] Cells, float Back, float Restless);

    /// <summary>One cell.</summary>
    internal struct Cell
    {
        /// <summary>Tone it has kept, less what the light did.</summary>
        public float Kept;

        /// <summary>Tone of the last look.</summary>
        public float Tone;

        /// <summary>Watched seconds for which it has kept it.</summary>
        public float Still;

        /// <summary>Watched seconds for which it has differed, standing still.</summary>
        public float Differed;

        /// <summary>Watched seconds until a person seen here no longer counts.</summary>
        public float Person;

        /// <summary>Share of the late looks at which it changed: near 1 in a clock's seconds, a flame, a fan.</summary>
        public float Change;

        /// <summary>The difference came with a change of the light.</summary>
        public bool ByLight;
    }
}
