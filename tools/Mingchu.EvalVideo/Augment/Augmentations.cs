namespace Mingchu.EvalVideo.Augment;

/// <summary>The augmentations by name.</summary>
internal static class Augmentations
{
    // In the order in which they are applied: what is in the room, then its light, then the camera.
    private static readonly (string Name, Func<int, IAugmentation> Make)[] All =
    [
        ("steam", seed => new Steam(seed)),
        ("shadow", seed => new Shadow(seed)),
        ("light", seed => new Light(seed)),
        ("night", seed => new Night(seed)),
        ("jitter", seed => new Jitter(seed)),
    ];

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => All.Select(a => a.Name);

    /// <summary>A list like <c>steam,light</c>, or what is wrong with it.</summary>
    public static (IReadOnlyList<IAugmentation> Chosen, string? Error) Parse(string? list, int seed)
    {
        var names = (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.FirstOrDefault(n => !Names.Contains(n)) is { } unknown
            ? ([], $"\"{unknown}\" is none of {string.Join(", ", Names)}")
            : ([.. All.Where(a => names.Contains(a.Name)).Select(a => a.Make(seed))], null);
    }
}
