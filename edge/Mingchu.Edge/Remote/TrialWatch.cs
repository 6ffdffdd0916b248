namespace Mingchu.Edge.Remote;

/// <summary>
/// Whether a revision on trial does harm: pictures of a camera that could be analysed before can't be any more, for <see cref="MostLooks"/> looks on end. What a camera failed of
/// before the trial is not its doing, until that camera has once been well under it.
/// </summary>
/// <param name="ailing">Cameras that failed when the trial began.</param>
public sealed class TrialWatch(IEnumerable<string> ailing)
{
    /// <summary>Looks on end at which the same camera must fail.</summary>
    public const int MostLooks = 5;

    private readonly HashSet<string> before = new(ailing, StringComparer.Ordinal);
    private readonly Dictionary<string, int> looks = new(StringComparer.Ordinal);

    /// <summary>Why it does harm; null while it does not.</summary>
    /// <param name="failures">By camera, why its pictures can't be analysed now.</param>
    public string? Look(IReadOnlyDictionary<string, string> failures)
    {
        before.IntersectWith(failures.Keys);
        foreach (var well in looks.Keys.Where(c => !failures.ContainsKey(c)).ToList())
            looks.Remove(well);
        foreach (var (camera, why) in failures.Where(f => !before.Contains(f.Key)))
        {
            looks[camera] = looks.GetValueOrDefault(camera) + 1;
            if (looks[camera] >= MostLooks)
                return $"frames of camera {camera} can't be analysed: {why}";
        }
        return null;
    }
}
