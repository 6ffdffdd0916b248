using System.Diagnostics;

namespace Mingchu.Edge.Capture;

/// <summary>Ending children.</summary>
internal static class ProcessEnd
{
    /// <summary>Kills a process, or finds it gone already.</summary>
    public static void KillQuietly(this Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // Gone already.
        }
    }
}
