using System.Globalization;

namespace Mingchu.Edge.Health;

/// <summary>What Linux tells of the machine; null where it tells nothing.</summary>
public sealed class BoxSensors
{
    private (long Busy, long All)? before = Ticks();

    /// <summary>Share of all processors in use since it was last asked, 0..1.</summary>
    public double? Load()
    {
        var (then, now) = (before, Ticks());
        before = now;
        return then is var (busy, all) && now is var (busyNow, allNow) && allNow > all ? Math.Round(Math.Clamp((double)(busyNow - busy) / (allNow - all), 0, 1), 3) : null;
    }

    /// <summary>Hottest thermal zone, degrees Celsius.</summary>
    /// <param name="root">Folder of the zones.</param>
    public static double? Temperature(string root = "/sys/class/thermal")
    {
        if (!Directory.Exists(root))
            return null;
        var zones = Directory.EnumerateDirectories(root, "thermal_zone*").Select(z => Read(Path.Combine(z, "temp")))
            .Select(t => double.TryParse(t, CultureInfo.InvariantCulture, out var thousandths) ? thousandths / 1000 : (double?)null)
            // Zones that are switched off say nonsense.
            .Where(t => t is > -50 and < 200).ToList();
        return zones.Count == 0 ? null : zones.Max();
    }

    /// <summary>Reads the first line of <c>/proc/stat</c>: user, nice, system, idle, iowait, irq, softirq, steal.</summary>
    public static (long Busy, long All)? Ticks(string? stat)
    {
        var numbers = stat?.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
            .Select(n => long.TryParse(n, CultureInfo.InvariantCulture, out var ticks) ? ticks : -1).ToList();
        return numbers is { Count: 8 } && numbers.TrueForAll(n => n >= 0) ? (numbers.Sum() - numbers[3] - numbers[4], numbers.Sum()) : null;
    }

    private static (long Busy, long All)? Ticks() => Ticks(Read("/proc/stat"));

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
