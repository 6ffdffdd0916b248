using Mingchu.Edge.Core.Calendars;

namespace Mingchu.Edge.Core.Rules;

/// <summary>A condition that must last: one matter per camera, zone and hazard, however many things or people are in it and whatever ids they have.</summary>
/// <param name="Condition">What is watched.</param>
/// <param name="Dwell">How long the violation must last before an alert is raised, &gt; 0.</param>
/// <param name="Clear">How long it must be over before the alert is cleared, &gt; 0.</param>
/// <param name="Zone">Where; null is the whole picture.</param>
public sealed record Rule(Condition Condition, TimeSpan Dwell, TimeSpan Clear, Zone? Zone = null)
{
    /// <summary>The hours that count for the condition; null where it goes by none.</summary>
    public Hours? Hours { get; init; }

    /// <summary>Share of the frames of the dwell time that must show the violation (N of M), 0.5..1.</summary>
    public double Share { get; init; } = 0.6;

    /// <summary>Share of the frames of the clear time that keeps an alert alive: lower, so that a matter at the edge does not come and go.</summary>
    public double KeepShare => Share / 3;

    /// <summary>Score that a violation needs to raise an alert, 0..1, beside the thresholds of the models.</summary>
    public double MinConfidence { get; init; }

    /// <summary>Score that keeps an alert alive, lower for the same reason; tentative detections count too.</summary>
    public double KeepConfidence => MinConfidence * 0.75;

    /// <summary>Frames that must show the violation, whatever the frame rate.</summary>
    public int MinVotes { get; init; } = 3;

    /// <summary>How far back frames are counted: the dwell time, or where pictures are seldom as long as it takes to have <see cref="MinVotes"/> of them.</summary>
    public TimeSpan WindowAt(TimeSpan every) => every * MinVotes > Dwell ? every * MinVotes : Dwell;

    /// <summary>Longest step between two frames that time is counted over. A pending violation that is compliant for longer begins anew.</summary>
    public TimeSpan Gap { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The gap for pictures that come <paramref name="every"/> so often: two and a half steps, so that one that is late or lost counts as none.</summary>
    public TimeSpan GapAt(TimeSpan every) => every * 2.5 > Gap ? every * 2.5 : Gap;

    /// <summary>
    /// A pending violation that is neither seen nor seen to be over for longer begins anew. A quarter of a long dwell time: a cook who stands
    /// before the litter, or a moment of steam, must not begin ten minutes anew.
    /// </summary>
    public TimeSpan PatienceAt(TimeSpan every) => Dwell / 4 > GapAt(every) ? Dwell / 4 : GapAt(every);

    /// <summary>Shortest time between two events of one alert, clearing excepted.</summary>
    public TimeSpan UpdateEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long what cannot be told keeps an alert open in all: a cook who turned away is not thereby compliant, nor is a hazard over that steam
    /// hides, but a far figure that never can be told must not keep it open for ever.
    /// </summary>
    public TimeSpan Doubt { get; init; } = TimeSpan.FromSeconds(60);
}
