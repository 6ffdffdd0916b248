namespace Mingchu.Demo;

/// <summary>What was seen, held against what the clips really show.</summary>
/// <param name="ToAlert">From the first frame of the violation, as the camera showed it, to the end of the rule's dwell time.</param>
/// <param name="ToCase">... to the case being visible.</param>
/// <param name="ToPush">... to the push's arrival.</param>
/// <param name="Unexpected">Alerts of what the clips do not show.</param>
internal sealed record Judged(TimeSpan ToAlert, TimeSpan ToCase, TimeSpan ToPush, int Unexpected)
{
    /// <param name="installation">With its cameras still playing.</param>
    /// <param name="watch">What was seen.</param>
    /// <param name="first">An alert that opened a case and was pushed.</param>
    public static async Task<Judged> Of(Installation installation, Watch watch, SeenAlert first)
    {
        var cameras = (await installation.Cameras.Status()).ToDictionary(c => c.Camera);
        var shown = Shown(first) ?? first.Lead.StartedAt;
        return new(
            first.Lead.RaisedAt - shown, first.VisibleAt - shown, watch.PushOf(first.Case.Id)!.At - shown,
            watch.Alerts.Count(a => ClipTruth.Of(cameras[a.Lead.Camera].File) is not null && Shown(a) is null));

        DateTimeOffset? Shown(SeenAlert alert) =>
            ClipTruth.Of(cameras[alert.Lead.Camera].File)?.Shown(alert.Lead.Hazard, alert.Lead.StartedAt, Began(cameras[alert.Lead.Camera]));
    }

    private static DateTimeOffset Began(SimulatedCamera camera) => DateTimeOffset.UnixEpoch.AddSeconds(camera.RoundStartedAt);
}
