namespace Mingchu.Edge.Core.Tracking;

/// <summary>
/// Which things are worth a classifier's time. A new thing is read in every frame until its votes agree; then once in
/// <see cref="TrackerSettings.RereadAfter"/>, and at once when it moved or the last reading was against the opinion.
/// </summary>
public static class Rereading
{
    /// <summary>Whether one of the attributes of a thing just detected should be read.</summary>
    /// <param name="state">Of the tracker before this frame.</param>
    /// <param name="detection">The thing.</param>
    /// <param name="attributes">Those that matter of what one classifier reads.</param>
    /// <param name="now">Of this frame.</param>
    /// <param name="settings">Null: the defaults.</param>
    public static bool IsDue(TrackerState state, Detection.Detection detection, IReadOnlyList<string> attributes, DateTimeOffset now, TrackerSettings? settings = null)
    {
        settings ??= TrackerSettings.Default;
        foreach (var attribute in attributes)
            if (!IsKnown(state, detection, attribute, now, settings))
                return true;
        return false;
    }

    private static bool IsKnown(TrackerState state, Detection.Detection detection, string attribute, DateTimeOffset now, TrackerSettings settings)
    {
        foreach (var track in state.Tracks)
        {
            if (track.Class != detection.Class)
                continue;
            foreach (var votes in track.Votes)
                if (votes.Attribute == attribute && votes.Last.Box.Iou(detection.Box) >= settings.SameViewIou)
                    return Holds(votes, now, settings);
        }
        return false;
    }

    private static bool Holds(Votes votes, DateTimeOffset now, TrackerSettings settings)
    {
        var age = now - votes.Last.At;
        if (age < TimeSpan.Zero || age >= settings.RereadAfter)
            return false;
        // A back of a head shows no mask, however often it is asked.
        return votes.Last.Value is not { } value ? age < settings.RetryAfter : votes.Count(now, settings).Value == value;
    }
}
