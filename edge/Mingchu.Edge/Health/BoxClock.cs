using System.Runtime.InteropServices;
using Mingchu.Contracts.Messages;

namespace Mingchu.Edge.Health;

/// <summary>How right this machine's clock is, as its kernel sees it (adjtimex(2)); where that may not be asked, as systemd-timesyncd does.</summary>
public static partial class BoxClock
{
    private const string Timesyncd = "/run/systemd/timesync";
    private const int Unsynchronised = 0x40;

    /// <summary>Null when nothing is known.</summary>
    /// <param name="zone">Of the kitchen.</param>
    public static ClockState? Read(TimeZoneInfo zone)
    {
        // struct timex of 64-bit Linux, with room to spare: modes, offset, freq, maxerror (microseconds), esterror, status.
        Span<long> timex = stackalloc long[32];
        timex.Clear();
        var name = zone.HasIanaId ? zone.Id : null;
        try
        {
            if (AdjTimeX(ref timex[0]) >= 0)
                return ((int)timex[5] & Unsynchronised) != 0 ? new(false, null, name) : new(true, Math.Round(timex[3] / 1000.0, 1), name);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library.
        }
        return Directory.Exists(Timesyncd) ? new(File.Exists(Path.Combine(Timesyncd, "synchronized")), null, name) : null;
    }

    [LibraryImport("libc", EntryPoint = "adjtimex", SetLastError = true)]
    private static partial int AdjTimeX(ref long timex);
}
