using System.Globalization;

namespace Mingchu.Soak;

/// <summary>Resident memory of a process over time, and the line through it.</summary>
internal sealed class MemoryTrend(int process)
{
    private readonly List<(double Seconds, double MiB)> samples = [];

    /// <summary>Looks once.</summary>
    /// <param name="at">Since the start.</param>
    public void Look(TimeSpan at)
    {
        var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        if (line is not null)
            samples.Add((at.TotalSeconds, double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024));
    }

    /// <summary>Its mean in every tenth of the time, MiB.</summary>
    public IEnumerable<double> Tenths()
    {
        var length = samples.Count == 0 ? 0 : samples[^1].Seconds + 1;
        return samples.GroupBy(s => (int)(10 * s.Seconds / length)).OrderBy(g => g.Key).Select(g => g.Average(s => s.MiB));
    }

    /// <summary>Least squares over what was seen after the warm-up: the mean in MiB, the slope in MiB per hour, the growth over that time as a share of the mean.</summary>
    public (double Mean, double SlopePerHour, double Growth) After(TimeSpan warmUp)
    {
        var late = samples.Where(s => s.Seconds >= warmUp.TotalSeconds).ToList();
        if (late.Count < 3)
            return (late.Select(s => s.MiB).DefaultIfEmpty().Average(), 0, 0);
        var (x, y) = (late.Average(s => s.Seconds), late.Average(s => s.MiB));
        var slope = late.Sum(s => (s.Seconds - x) * (s.MiB - y)) / late.Sum(s => (s.Seconds - x) * (s.Seconds - x));
        return (y, slope * 3600, slope * (late[^1].Seconds - late[0].Seconds) / y);
    }
}
