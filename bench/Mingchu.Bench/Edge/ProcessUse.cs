using System.Globalization;

namespace Mingchu.Bench.Edge;

/// <summary>What a worker and its ffmpeg children have used, as the kernel counts it.</summary>
/// <param name="Worker">CPU time of the worker.</param>
/// <param name="Children">CPU time of its children, ended ones included.</param>
/// <param name="WorkerMiB">Resident memory of the worker.</param>
/// <param name="ChildrenMiB">Resident memory of its children together; what they share counts for each.</param>
internal sealed record ProcessUse(TimeSpan Worker, TimeSpan Children, double WorkerMiB, double ChildrenMiB)
{
    /// <summary>In <c>/proc/PID/stat</c>, counted from the state behind the name.</summary>
    private const int Parent = 1, UserTicks = 11, SystemTicks = 12, EndedUserTicks = 13, EndedSystemTicks = 14, ResidentPages = 21;

    /// <summary>Of a process and its direct children.</summary>
    public static ProcessUse Of(int pid)
    {
        var own = Read(pid)!;
        var children = Directory.GetDirectories("/proc").Select(d => int.TryParse(Path.GetFileName(d), out var id) ? Read(id) : null)
            .OfType<long[]>().Where(stat => stat[Parent] == pid).ToArray();
        return new(
            Ticks(own[UserTicks] + own[SystemTicks]),
            Ticks(own[EndedUserTicks] + own[EndedSystemTicks] + children.Sum(c => c[UserTicks] + c[SystemTicks])),
            MiB(own[ResidentPages]), MiB(children.Sum(c => c[ResidentPages])));
    }

    private static long[]? Read(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return [.. stat[(stat.LastIndexOf(')') + 2)..].Split(' ').Select(f => long.TryParse(f, CultureInfo.InvariantCulture, out var n) ? n : 0)];
        }
        catch (IOException)
        {
            // It has ended.
            return null;
        }
    }

    // USER_HZ is 100 on every Linux that .NET runs on.
    private static TimeSpan Ticks(long ticks) => TimeSpan.FromMilliseconds(ticks * 10);

    private static double MiB(long pages) => pages * (double)Environment.SystemPageSize / (1 << 20);
}
