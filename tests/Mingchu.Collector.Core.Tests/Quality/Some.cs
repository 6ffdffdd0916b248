using Mingchu.Collector.Core.Quality;

namespace Mingchu.Collector.Core.Tests.Quality;

/// <summary>Ordinary samples and alerts that a test changes where it matters.</summary>
internal static class Some
{
    public static readonly DateTimeOffset At = new(2026, 1, 31, 8, 15, 30, TimeSpan.Zero);

    public static JudgedAlert Alert(int number, Judgement judgement, double confidence = 0.9, string hazard = "no-cap", string camera = "stove") => new(
        new Guid(number, 0, 0, new byte[8]), $"2026-{number:D6}", "p1", "box-1", $"a{number}", camera, hazard, confidence, At.AddMinutes(number), judgement)
    {
        ShownFirst = true,
        Boxes = [new(0.1, 0.2, 0.2, 0.4, "head cap=none", confidence)],
        Models = [new("kitchen", "1.0.0", new string('a', 64))],
    };

    public static Sample Sample(int number, Judgement judgement, double confidence = 0.9, double x = 0.5, double y = 0.5, int day = 0, string hazard = "no-cap") => new(
        new Guid(number, 0, 0, new byte[8]), "p1", "box-1", "stove", hazard, judgement, confidence, new DateOnly(2026, 1, 1).AddDays(day), [new(x, y)], []);

    /// <summary>Samples of these confidences, all confirmed or all false alarms.</summary>
    public static IEnumerable<Sample> Samples(Judgement judgement, params IEnumerable<double> confidences) =>
        confidences.Select((c, i) => Sample((judgement == Judgement.Confirmed ? 1000 : 2000) + i, judgement, c));
}
