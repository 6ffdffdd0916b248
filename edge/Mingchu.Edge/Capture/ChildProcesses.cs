using System.Collections.Concurrent;
using System.Diagnostics;

namespace Mingchu.Edge.Capture;

/// <summary>
/// Starts children that the kernel kills when this process dies, however it dies (<c>setpriv --pdeathsig KILL</c>).
/// The kernel binds that to the thread that started the child, so one thread that never ends starts them all.
/// </summary>
public sealed class ChildProcesses : IDisposable
{
    private readonly BlockingCollection<(ProcessStartInfo Info, TaskCompletionSource<Process> Started)> wanted = [];

    public ChildProcesses() => new Thread(Run) { IsBackground = true, Name = "children" }.Start();

    /// <summary>Starts a program with all three standard streams redirected, in a folder or where this process is.</summary>
    public Task<Process> StartAsync(string program, string arguments, string folder = "")
    {
        var info = new ProcessStartInfo("setpriv", $"--pdeathsig KILL -- {program} {arguments}")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        wanted.Add((info, started));
        return started.Task;
    }

    /// <summary>Ends the starting thread, and with it, by the kernel's rule, the children still running.</summary>
    public void Dispose() => wanted.CompleteAdding();

    private void Run()
    {
        foreach (var (info, started) in wanted.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Process.Start(info) ?? throw new InvalidOperationException($"{info.FileName} did not start"));
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        }
    }
}
