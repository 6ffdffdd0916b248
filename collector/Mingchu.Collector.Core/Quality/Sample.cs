namespace Mingchu.Collector.Core.Quality;

/// <summary>
/// What is counted: one case on one camera. The alerts of a case are repeats of one matter, so counting each would make a figure look surer
/// than it is.
/// </summary>
/// <param name="CaseId">The case.</param>
/// <param name="PremisesId">Where.</param>
/// <param name="Device">The box.</param>
/// <param name="Camera">Camera id within the box.</param>
/// <param name="Hazard">Code of the hazard list.</param>
/// <param name="Judgement">What was said of it.</param>
/// <param name="Confidence">Highest confidence of its alerts, 0..1: below a threshold only when all of them are.</param>
/// <param name="Day">Day of its first alert, UTC.</param>
/// <param name="Centres">Centres of its boxes in 0..1; empty when they are not known.</param>
/// <param name="Models">Models that took part, as <c>name version sha8</c>.</param>
public sealed record Sample(
    Guid CaseId,
    string PremisesId,
    string Device,
    string Camera,
    string Hazard,
    Judgement Judgement,
    double Confidence,
    DateOnly Day,
    IReadOnlyList<Spot> Centres,
    IReadOnlyList<string> Models)
{
    /// <summary>
    /// The samples of these alerts, in the order of their first. Alerts that came after the verdict say nothing of it and are left out of
    /// a judged sample; a case without any judged alert on a camera is one unjudged sample.
    /// </summary>
    public static IReadOnlyList<Sample> Of(IEnumerable<JudgedAlert> alerts) =>
        [.. alerts.GroupBy(a => (a.CaseId, a.Device, a.Camera, a.Hazard)).Select(g => Of([.. g]))];

    private static Sample Of(JudgedAlert[] all)
    {
        var judged = all.Where(a => a.Judgement != Judgement.None).ToArray();
        var alerts = judged.Length > 0 ? judged : all;
        var first = alerts[0];
        return new(first.CaseId, first.PremisesId, first.Device, first.Camera, first.Hazard, first.Judgement, alerts.Max(a => a.Confidence),
            DateOnly.FromDateTime(alerts.Min(a => a.RaisedAt).UtcDateTime),
            // One alert whose boxes are not known may have been anywhere.
            alerts.All(a => a.Boxes is not null) ? [.. alerts.SelectMany(a => a.Boxes!).Select(b => new Spot(b.X + (b.Width / 2), b.Y + (b.Height / 2)))] : [],
            [.. alerts.SelectMany(a => a.Models).Select(m => $"{m.Name} {m.Version} {m.Sha256[..Math.Min(8, m.Sha256.Length)]}").Distinct().Order(StringComparer.Ordinal)]);
    }
}

/// <summary>A point of a picture.</summary>
/// <param name="X">0..1 of the width, from the left.</param>
/// <param name="Y">0..1 of the height, from the top.</param>
public readonly record struct Spot(double X, double Y);
