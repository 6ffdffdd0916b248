using System.Text.Json;

namespace Mingchu.Demo;

/// <summary>What really happens in a sample clip, from the truth file beside it.</summary>
/// <param name="Seconds">Length of a round.</param>
/// <param name="Hazards">Each with the seconds in which it is in view.</param>
internal sealed record ClipTruth(double Seconds, IReadOnlyList<ClipHazard> Hazards)
{
    /// <summary>How far the worker's clock of a violation may lie before the truth's: half a sampling step and the way of a frame.</summary>
    private const double Early = 1;

    /// <summary>Reads it; null when the clip has none.</summary>
    public static ClipTruth? Of(string clip)
    {
        var file = Path.ChangeExtension(clip, ".truth.json");
        return File.Exists(file) ? JsonSerializer.Deserialize<ClipTruth>(File.ReadAllText(file), JsonSerializerOptions.Web) : null;
    }

    /// <summary>
    /// When the camera showed the first frame of the violation that an alert tells of: the latest start in the clip before what the worker saw first.
    /// Null when nothing of the kind is in the clip then: a false alarm.
    /// </summary>
    /// <param name="hazard">Code of the hazard list.</param>
    /// <param name="seenFrom">First frame the worker saw.</param>
    /// <param name="roundStart">When a round of the clip began, any round.</param>
    public DateTimeOffset? Shown(string hazard, DateTimeOffset seenFrom, DateTimeOffset roundStart)
    {
        var rounds = Math.Floor(((seenFrom - roundStart).TotalSeconds + Early) / Seconds);
        return Hazards.Where(h => h.Code == hazard)
            .SelectMany(h => new[] { rounds - 1, rounds }.Select(r => (From: roundStart.AddSeconds(r * Seconds + h.From), To: roundStart.AddSeconds(r * Seconds + h.To))))
            .Where(h => h.From <= seenFrom.AddSeconds(Early) && seenFrom <= h.To.AddSeconds(Early))
            .Select(h => (DateTimeOffset?)h.From)
            .Max();
    }
}

/// <summary>A hazard in a clip.</summary>
/// <param name="Code">Of the hazard list.</param>
/// <param name="From">Second from which it is in view.</param>
/// <param name="To">Second until which it is.</param>
internal sealed record ClipHazard(string Code, double From, double To);
