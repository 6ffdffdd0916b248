namespace Mingchu.Collector.Core.Quality;

/// <summary>By what a table of precision is broken down.</summary>
public enum QualityBy
{
    /// <summary>Camera and hazard; the only one with suggestions.</summary>
    Camera,

    /// <summary>Box.</summary>
    Device,

    /// <summary>Hazard.</summary>
    Hazard,

    /// <summary>Model version and hazard; a sample counts for each of its models.</summary>
    Model,
}

/// <summary>One line of the table; what it is not broken down by is null.</summary>
public sealed record QualityRow(string? PremisesId, string? Device, string? Camera, string? Hazard, string? Model, Precision Precision)
{
    /// <summary>What could be set differently for this camera and hazard; empty unless broken down by camera.</summary>
    public IReadOnlyList<Advice> Advice { get; init; } = [];
}

/// <summary>Samples to lines.</summary>
public static class QualityTable
{
    /// <summary>The lines, those with most false alarms first.</summary>
    public static IReadOnlyList<QualityRow> Of(IReadOnlyList<Sample> samples, QualityBy by) => [.. (by switch
    {
        QualityBy.Camera => samples.GroupBy(s => (s.Device, s.Camera, s.Hazard)).Select(g => OfCamera([.. g])),
        QualityBy.Device => samples.GroupBy(s => s.Device).Select(g => new QualityRow(g.First().PremisesId, g.Key, null, null, null, Precision.Of(g))),
        QualityBy.Hazard => samples.GroupBy(s => s.Hazard).Select(g => new QualityRow(null, null, null, g.Key, null, Precision.Of(g))),
        QualityBy.Model => samples.SelectMany(s => s.Models.Select(m => (Model: m, Sample: s))).GroupBy(s => (s.Model, s.Sample.Hazard))
            .Select(g => new QualityRow(null, null, null, g.Key.Hazard, g.Key.Model, Precision.Of(g.Select(s => s.Sample)))),
        _ => throw new ArgumentOutOfRangeException(nameof(by)),
    }).OrderByDescending(r => r.Precision.FalseAlarms).ThenByDescending(r => r.Precision.Judged)
        .ThenBy(r => r.Device, StringComparer.Ordinal).ThenBy(r => r.Camera, StringComparer.Ordinal)
        .ThenBy(r => r.Hazard, StringComparer.Ordinal).ThenBy(r => r.Model, StringComparer.Ordinal)];

    private static QualityRow OfCamera(Sample[] samples)
    {
        var (first, limits) = (samples[0], AdviceLimits.For(samples[0].Hazard));
        return new(first.PremisesId, first.Device, first.Camera, first.Hazard, null, Precision.Of(samples))
        {
            Advice = [ThresholdChoice.For(samples, limits), MaskChoice.For(samples, limits)],
        };
    }
}
