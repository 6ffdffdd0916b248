using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Edge.Core.Tracking;

/// <summary>
/// Follows detections over frames, after ByteTrack (Zhang et al. 2022): confident detections are matched first, tentative ones may only
/// carry on what is left. Unlike there, a match may also be made by distance, because small heads at few frames per second do not overlap.
/// </summary>
public static class Tracker
{
    /// <summary>
    /// One frame. The tracks are the confirmed ones, also those waited for, by id; their order and ids do not depend on the order of the detections.
    /// A clock set back moves the memory with it; a clock or stream that jumps ahead loses the tracks.
    /// </summary>
    public static (TrackerState State, IReadOnlyList<Track> Tracks) Step(
        TrackerState state, IReadOnlyList<Detection.Detection> detections, DateTimeOffset now, TrackerSettings? settings = null)
    {
        settings ??= TrackerSettings.Default;
        var tracks = state.Tracks;
        if (state.At is { } before && now < before)
            tracks = [.. tracks.Select(t => t.Shifted(now - before))];
        // Before matching: a track that was given up must not come back after a jump of the clock.
        tracks = [.. tracks.Where(t => now - t.SeenAt <= Patience(t, settings))];

        var ordered = detections.OrderByDescending(d => d.Score).ThenBy(d => d.Class, StringComparer.Ordinal)
            .ThenBy(d => d.Box.Left).ThenBy(d => d.Box.Top).ThenBy(d => d.Box.Right).ThenBy(d => d.Box.Bottom).ToArray();
        var trackOf = new TrackMemory?[ordered.Length];
        var matched = new HashSet<long>();
        Match(tracks, ordered, tentative: false, trackOf, matched, now, settings);
        Match(tracks, ordered, tentative: true, trackOf, matched, now, settings);

        var next = new List<TrackMemory>(tracks.Count + ordered.Length);
        foreach (var track in tracks)
            if (!matched.Contains(track.Id))
                next.Add(track with { Visible = false });
        var nextId = state.NextId;
        for (var i = 0; i < ordered.Length; i++)
        {
            if (trackOf[i] is { } track)
                next.Add(Seen(track, ordered[i], now, settings));
            else if (!ordered[i].Tentative)
                next.Add(Born(nextId++, ordered[i], now, settings));
        }
        next.Sort((a, b) => a.Id.CompareTo(b.Id));

        var shown = next.Where(t => t.Hits >= settings.ConfirmAfter).Select(t => Show(t, now, settings)).ToArray();
        return (new() { NextId = nextId, At = now, Tracks = next, HasUnconfirmed = next.Any(t => t.Visible && t.Hits < settings.ConfirmAfter) }, shown);
    }

    private static void Match(
        IReadOnlyList<TrackMemory> tracks, Detection.Detection[] detections, bool tentative, TrackMemory?[] trackOf, HashSet<long> matched, DateTimeOffset now, TrackerSettings settings)
    {
        var pairs = new List<(float Likeness, TrackMemory Track, int Detection)>();
        foreach (var track in tracks)
        {
            if (matched.Contains(track.Id))
                continue;
            var predicted = track.Predict(now);
            for (var d = 0; d < detections.Length; d++)
            {
                if (detections[d].Tentative != tentative || trackOf[d] is not null || detections[d].Class != track.Class)
                    continue;
                var likeness = Likeness(predicted, detections[d].Box, now - track.SeenAt, tentative, settings);
                if (likeness > 0)
                    pairs.Add((likeness, track, d));
            }
        }
        pairs.Sort((a, b) => a.Likeness != b.Likeness ? b.Likeness.CompareTo(a.Likeness)
            : a.Track.Id != b.Track.Id ? a.Track.Id.CompareTo(b.Track.Id)
            : a.Detection.CompareTo(b.Detection));
        foreach (var (_, track, d) in pairs)
        {
            if (trackOf[d] is null && matched.Add(track.Id))
                trackOf[d] = track;
        }
    }

    /// <summary>Above 0 when both may be the same thing; overlap counts more than nearness.</summary>
    private static float Likeness(Box predicted, Box seen, TimeSpan since, bool tentative, TrackerSettings settings)
    {
        var iou = predicted.Iou(seen);
        if (tentative)
            return iou >= settings.MinTentativeIou ? iou : 0;
        var (width, height) = ((predicted.Width + seen.Width) / 2, (predicted.Height + seen.Height) / 2);
        if (width <= 0 || height <= 0)
            return 0;
        var (x, y) = (predicted.Centre.X - seen.Centre.X, predicted.Centre.Y - seen.Centre.Y);
        var distance = MathF.Sqrt((x * x / (width * width)) + (y * y / (height * height)));
        var reach = MathF.Min(settings.MaxDistance, 0.5f + (settings.MaxSpeed * (float)since.TotalSeconds));
        var size = MathF.Min(predicted.Area, seen.Area) / MathF.Max(predicted.Area, seen.Area);
        var near = distance < reach && size >= 0.4f;
        return iou < settings.MinIou && !near ? 0 : iou + (MathF.Max(0, 1 - (distance / reach)) * size);
    }

    // One stray frame must not keep a ghost waiting for seconds, where it could catch a passer-by. But what the latest frame showed is compared with the next
    // one, however seldom frames are: else nothing would be confirmed by key frames, or on a box that hardly keeps up.
    private static TimeSpan Patience(TrackMemory track, TrackerSettings settings) =>
        track.Hits >= settings.ConfirmAfter || track.Visible ? settings.KeepLost : settings.KeepLost / 4;

    private static TrackMemory Born(long id, Detection.Detection seen, DateTimeOffset now, TrackerSettings settings) =>
        new(id, seen.Class, seen.Box, seen.Score, now, now) { Votes = Votes.Add([], seen.Readings, seen.Box, now, settings) };

    private static TrackMemory Seen(TrackMemory track, Detection.Detection seen, DateTimeOffset now, TrackerSettings settings)
    {
        var seconds = (float)(now - track.SeenAt).TotalSeconds;
        var velocity = track.Velocity;
        if (seconds > 0)
        {
            var (from, to) = (track.Box.Centre, seen.Box.Centre);
            velocity = ((velocity.X + ((to.X - from.X) / seconds)) / 2, (velocity.Y + ((to.Y - from.Y) / seconds)) / 2);
        }
        return track with
        {
            Box = seen.Box,
            Score = seen.Score,
            SeenAt = now,
            Velocity = velocity,
            Visible = true,
            Tentative = seen.Tentative,
            Hits = track.Hits + 1,
            Votes = Votes.Add(track.Votes, seen.Readings, seen.Box, now, settings),
        };
    }

    private static Track Show(TrackMemory track, DateTimeOffset now, TrackerSettings settings) =>
        new(track.Id, track.Class, track.Box, track.Score, track.FirstSeenAt, track.SeenAt, track.Visible,
            [.. track.Votes.Select(v => v.Count(now, settings))]) { Tentative = track.Tentative };
}
