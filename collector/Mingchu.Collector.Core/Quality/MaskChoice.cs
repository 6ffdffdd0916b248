using System.Globalization;

namespace Mingchu.Collector.Core.Quality;

/// <summary>
/// Finds parts of a view where the false alarms of one hazard pile up: a poster, a mirror, a chef's statue. The box asks whether the centre of
/// what it saw lies in a mask, so centres are what is looked at here.
/// </summary>
public static class MaskChoice
{
    /// <summary>Kept around the centres, since a box never falls on the same pixel twice.</summary>
    private const double Margin = 0.02;

    /// <summary>How far from one false alarm others are taken together, widest first.</summary>
    private static readonly double[] Reaches = [0.15, 0.1, 0.06, 0.03];

    /// <summary>Newest false alarms, and boxes of them, that are looked at; the search takes the square of it.</summary>
    private const int Most = 400;

    /// <summary>Smallest region, as a share of the view: the box takes a smaller mask for a slip.</summary>
    private const double MinArea = 0.001;

    /// <summary>The regions; or why there are none. No confirmed one of the hazard lies in them; a mask can be for one hazard alone.</summary>
    public static Advice For(IReadOnlyCollection<Sample> samples, AdviceLimits limits)
    {
        var wrong = samples.Where(s => s.Judgement == Judgement.FalseAlarm).ToArray();
        var right = samples.Where(s => s.Judgement == Judgement.Confirmed).SelectMany(s => s.Centres).ToArray();
        if (wrong.Length == 0)
            return new Advice.Nothing(Phrase.Of("quality.mask.clean"));

        List<Region> regions = [];
        var left = wrong.Where(s => s.Centres.Count > 0).OrderByDescending(s => s.Day).ThenBy(s => s.CaseId).Take(Most).ToList();
        while (regions.Count < limits.MaxRegions && Best(left, right, limits) is { } region)
        {
            regions.Add(region);
            left.RemoveAll(s => IsDropped(s, regions));
        }

        if (regions.Count == 0)
            return new Advice.Nothing(Phrase.Of("quality.mask.scattered", limits.MinInRegion.ToString(CultureInfo.InvariantCulture)));
        var confirmed = samples.Where(s => s.Judgement == Judgement.Confirmed).ToArray();
        return new Advice.Masks(regions, new(wrong.Count(s => IsDropped(s, regions)), wrong.Length, confirmed.Count(s => IsDropped(s, regions)), confirmed.Length));
    }

    /// <summary>Whether nothing of the sample would have been seen.</summary>
    public static bool IsDropped(Sample sample, IReadOnlyCollection<Region> masks) =>
        sample.Centres.Count > 0 && sample.Centres.All(c => masks.Any(m => m.Contains(c)));

    private static Region? Best(List<Sample> wrong, Spot[] right, AdviceLimits limits)
    {
        var spots = wrong.SelectMany(s => s.Centres).Distinct().Take(Most).ToArray();
        (Region Region, int Dropped)? best = null;
        foreach (var reach in Reaches)
            foreach (var middle in spots)
            {
                var region = Region.Around(spots.Where(s => Math.Abs(s.X - middle.X) <= reach && Math.Abs(s.Y - middle.Y) <= reach), Margin);
                if (region.Area < MinArea || region.Area > limits.MaxArea || right.Any(region.Contains))
                    continue;
                var dropped = wrong.Where(s => IsDropped(s, [region])).ToArray();
                if (dropped.Length < limits.MinInRegion || dropped.Select(s => s.Day).Distinct().Count() < limits.MinDays)
                    continue;
                // Of equals the smallest: it blinds least.
                if (best is not { } known || dropped.Length > known.Dropped || (dropped.Length == known.Dropped && region.Area < known.Region.Area))
                    best = (region, dropped.Length);
            }

        return best?.Region;
    }
}
