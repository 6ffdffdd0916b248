namespace Mingchu.Eval;

/// <summary>The folder's class names in the model's words. Same names map by themselves; several may map to one.</summary>
internal sealed class ClassMap
{
    private readonly Dictionary<string, string> ours;

    private ClassMap(Dictionary<string, string> ours) => this.ours = ours;

    /// <summary>The model's classes that the folder labels; only these can be scored.</summary>
    public IReadOnlyCollection<string> Scored => [.. ours.Values.Distinct()];

    /// <summary>The model's name of a folder's class; null when it has none.</summary>
    public string? Find(string theirs) => ours.GetValueOrDefault(theirs);

    /// <summary>Reads <c>theirs=ours,...</c>.</summary>
    public static ClassMap Parse(string? text, IReadOnlyList<string> folder, IReadOnlyList<string> model)
    {
        var ours = folder.Where(model.Contains).ToDictionary(name => name);
        foreach (var pair in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (pair.Split('=', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } from, { Length: > 0 } to])
                throw new EvalFault($"--map: expected theirs=ours,... found \"{pair}\"");
            if (!folder.Contains(from))
                throw new EvalFault($"--map: \"{from}\" is not in the folder's classes.txt ({string.Join(", ", folder)})");
            if (!model.Contains(to))
                throw new EvalFault($"--map: \"{to}\" is no class of the model ({string.Join(", ", model)})");
            ours[from] = to;
        }
        return new(ours);
    }
}
