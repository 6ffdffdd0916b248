using Mingchu.Edge.Core.Detection;
using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Edge.Core.Tracking;

/// <summary>The readings of one attribute of one track, oldest first. Undetermined ones do not vote, but count for <see cref="AttributeReading.Quorum"/>.</summary>
internal sealed record Votes(string Attribute, IReadOnlyList<Vote> Cast)
{
    /// <summary>The last reading.</summary>
    public required LastReading Last { get; init; }

    /// <summary>See <see cref="AttributeReading.Quorum"/>.</summary>
    public float Quorum { get; init; }

    /// <summary>The window after one more frame, in which the thing was at <paramref name="box"/>; without readings it only ages.</summary>
    public static IReadOnlyList<Votes> Add(IReadOnlyList<Votes> all, IReadOnlyList<AttributeReading> readings, Box box, DateTimeOffset now, TrackerSettings settings)
    {
        if (readings.Count == 0 && all.Count == 0)
            return all;
        var oldest = now - settings.VoteWindow;
        var result = new List<Votes>(all.Count);
        foreach (var votes in all)
        {
            var reading = readings.FirstOrDefault(r => r.Attribute == votes.Attribute);
            var kept = votes.Cast.Where(v => v.At > oldest);
            result.Add(votes with
            {
                Cast = [.. reading is null ? kept : kept.Append(new(now, reading.Value, reading.Confidence))],
                Last = reading is null ? votes.Last : new(now, box, reading.Value),
                Quorum = reading?.Quorum ?? votes.Quorum,
            });
        }
        foreach (var reading in readings)
            if (!all.Any(v => v.Attribute == reading.Attribute))
                result.Add(new(reading.Attribute, [new(now, reading.Value, reading.Confidence)]) { Last = new(now, box, reading.Value), Quorum = reading.Quorum });
        return result;
    }

    /// <summary>The weighted majority: a vote counts its confidence, halved every <see cref="TrackerSettings.VoteHalfLife"/>.</summary>
    public AttributeOpinion Count(DateTimeOffset now, TrackerSettings settings)
    {
        var total = 0.0;
        var (read, cast) = (0, 0);
        var tallies = new List<(string Value, double Weight, double Confidence, int Count)>(4);
        foreach (var vote in Cast)
        {
            var age = now - vote.At;
            if (age > settings.VoteWindow)
                continue;
            read++;
            if (vote.Value is not { } value)
                continue;
            var weight = vote.Confidence * Math.Pow(0.5, age / settings.VoteHalfLife);
            var i = tallies.FindIndex(t => t.Value == value);
            if (i < 0)
                tallies.Add((value, weight, weight * vote.Confidence, 1));
            else
                tallies[i] = (value, tallies[i].Weight + weight, tallies[i].Confidence + (weight * vote.Confidence), tallies[i].Count + 1);
            total += weight;
            cast++;
        }
        if (total <= 0)
            return new(Attribute, null, 0, cast);
        var best = tallies.MaxBy(t => t.Weight);
        var share = best.Weight / total;
        var enough = best.Count >= settings.MinVotes && share >= settings.MinShare && best.Count >= Quorum * read;
        return new(Attribute, enough ? best.Value : null, (float)(share * best.Confidence / best.Weight), cast);
    }
}

/// <summary>One reading; null is undetermined.</summary>
internal readonly record struct Vote(DateTimeOffset At, string? Value, float Confidence);

/// <summary>When and where a thing was read last, and what came out; null is undetermined.</summary>
internal readonly record struct LastReading(DateTimeOffset At, Box Box, string? Value);
