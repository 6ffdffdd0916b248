namespace Mingchu.Demo;

/// <summary>What the simulated cameras really showed, from the truth files of their clips.</summary>
internal sealed class Truth(Installation installation)
{
    /// <summary>
    /// When a camera showed the first frame of the violation that an alert tells of. For a clip without a truth file, what the worker says;
    /// null when the clip shows nothing of the kind then: a false alarm.
    /// </summary>
    public async Task<DateTimeOffset?> Shown(SeenAlert alert)
    {
        var camera = (await installation.Cameras.Status()).Single(c => c.Camera == alert.Lead.Camera);
        return ClipTruth.Of(camera.File) is { } truth
            ? truth.Shown(alert.Lead.Hazard, alert.Lead.StartedAt, DateTimeOffset.UnixEpoch.AddSeconds(camera.RoundStartedAt))
            : alert.Lead.StartedAt;
    }

    /// <summary>How many of these alerts no clip shows.</summary>
    public async Task<int> Unexpected(IEnumerable<SeenAlert> alerts)
    {
        var count = 0;
        foreach (var alert in alerts)
            count += await Shown(alert) is null ? 1 : 0;
        return count;
    }
}
