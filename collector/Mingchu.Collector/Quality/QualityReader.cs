using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Quality;
using Mingchu.Collector.Core;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Quality;

/// <summary>Measures precision for pages and API, in the language of the current reader.</summary>
public sealed class QualityReader(VerdictReader verdicts, ScopedDbs dbs, TimeProvider time)
{
    /// <summary>Days looked back unless asked otherwise.</summary>
    public const int DefaultDays = 30;

    /// <summary>Most days looked back.</summary>
    public const int MaxDays = 366;

    /// <summary>The table over the last days; <see cref="VerdictFilter.Since"/> is set from them.</summary>
    public async Task<QualityView> Read(Scope scope, VerdictFilter filter, int days, QualityBy by, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var since = now.AddDays(-days);
        var read = await verdicts.Read(scope, filter with { Since = since }, VerdictReader.Most, ct);
        var rows = QualityTable.Of(Sample.Of(read.Alerts), by);
        await using var db = await dbs.Open(scope, ct);
        var premisesIds = rows.Select(r => r.PremisesId).OfType<string>().Distinct().ToList();
        var premises = await db.Premises.AsNoTracking().Where(p => premisesIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var devices = rows.Select(r => r.Device).OfType<string>().Distinct().ToList();
        var cameras = await db.Cameras.AsNoTracking().Where(c => devices.Contains(c.Device)).ToDictionaryAsync(c => (c.Device, c.Camera), c => c.Name, ct);
        return new(since, now, read.IsPart, [.. rows.Select(r =>
        {
            var place = r.PremisesId is { } id ? premises.GetValueOrDefault(id) : null;
            var (low, high) = r.Precision.Interval;
            return new QualityItem(r.PremisesId, place?.Name ?? r.PremisesId, place?.Area, r.Device, r.Camera,
                r is { Device: { } d, Camera: { } c } ? cameras.GetValueOrDefault((d, c), c) : null, r.Hazard, r.Model,
                r.Precision.Confirmed, r.Precision.FalseAlarms, r.Precision.Unjudged, r.Precision.Share, low, high,
                [.. r.Advice.Select(View)], r is { Camera: { } camera, Hazard: { } hazard } ? EdgeYaml.Of(camera, hazard, r.Advice) : null);
        })]);
    }

    private static AdviceView View(Advice advice)
    {
        var text = advice.Because.In(CultureInfo.CurrentUICulture);
        return advice switch
        {
            Advice.Threshold t => new("threshold", t.Because.Code, text, t.MinConfidence, null),
            Advice.Masks m => new("masks", m.Because.Code, text, null, [.. m.Regions.Select(r => (IReadOnlyList<double[]>)[.. r.Corners.Select(c => new[] { c.X, c.Y })])]),
            _ => new("nothing", advice.Because.Code, text, null, null),
        };
    }
}
