using System.Runtime.InteropServices;

namespace Mingchu.Bench.Edge;

/// <summary>CPU time of this process and of its children that have ended, as the kernel counts it.</summary>
internal static partial class CpuTime
{
    /// <summary>User and system time of this process.</summary>
    public static TimeSpan Own => Get(0);

    /// <summary>User and system time of children that have ended and were waited for.</summary>
    public static TimeSpan Children => Get(-1);

    private static unsafe TimeSpan Get(int who)
    {
        // struct rusage: two timevals (seconds, microseconds), then 14 longs that are of no interest here.
        var usage = stackalloc long[18];
        return GetUsage(who, usage) == 0
            ? TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3])
            : throw new InvalidOperationException($"getrusage failed with {Marshal.GetLastPInvokeError()}");
    }

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    private static unsafe partial int GetUsage(int who, long* usage);
}
