using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Mingchu.Rig;

/// <summary>
/// A program started by the rig: in a process group of its own, killed with its parent whatever way that ends, its output kept in a log file
/// and its last lines at hand.
/// </summary>
public sealed partial class ChildProcess : IAsyncDisposable
{
    private const int SigInt = 2, SigKill = 9, SigTerm = 15, KeptLines = 400;

    // The kernel kills a child when the thread that started it ends, not the process; so one thread that never ends starts them all.
    private static readonly BlockingCollection<Action> Starts = StartStarter();

    private readonly Process process;
    private readonly ConcurrentQueue<string> tail = new();
    private readonly StreamWriter log;
    private bool disposed;

    private ChildProcess(string name, Process process, StreamWriter log)
    {
        Name = name;
        this.process = process;
        this.log = log;
    }

    /// <summary>Name in messages.</summary>
    public string Name { get; }

    /// <summary>Process id, also of its group.</summary>
    public int Id => process.Id;

    /// <summary>Whether it ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>Its standard input.</summary>
    public TextWriter Input => process.StandardInput;

    /// <summary>Called with every line of its standard output, from any thread.</summary>
    public event Action<string>? Line;

    /// <summary>Starts a program; output is appended to <paramref name="logFile"/>.</summary>
    public static async Task<ChildProcess> Start(
        string name, string file, IEnumerable<string> arguments, string logFile,
        IReadOnlyDictionary<string, string>? environment = null, string? runAs = null, string? folder = null, Action<string>? line = null)
    {
        string[] identity = runAs is null ? [] : ["--reuid", runAs, "--regid", runAs, "--init-groups"];
        var start = new ProcessStartInfo("setpriv", [.. identity, "--pdeathsig", "KILL", "setsid", file, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetDirectoryName(logFile),
        };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
            start.Environment[key] = value;

        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception e)
            {
                started.SetException(new InvalidOperationException($"cannot start {name} ({file}): {e.Message}", e));
            }
        });
        var writer = new StreamWriter(new FileStream(logFile, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        var child = new ChildProcess(name, await started.Task, writer);
        child.Line += line;
        child.process.OutputDataReceived += (_, e) =>
        {
            child.Keep(e.Data);
            if (e.Data is not null)
                child.Line?.Invoke(e.Data);
        };
        child.process.ErrorDataReceived += (_, e) => child.Keep(e.Data);
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<Finished> Run(
        string name, string file, IEnumerable<string> arguments, string logFile, CancellationToken ct,
        string? input = null, string? runAs = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var output = new ConcurrentQueue<string>();
        await using var child = await Start(name, file, arguments, logFile, environment, runAs, line: output.Enqueue);
        if (input is not null)
            await child.Input.WriteAsync(input.AsMemory(), ct);
        child.Input.Close();
        var code = await child.WaitForExit(ct);
        return new(code, [.. output], child.Tail(KeptLines));
    }

    /// <summary>The last lines of its output.</summary>
    public string Tail(int lines = 30) => string.Join('\n', tail.TakeLast(lines));

    /// <summary>Its name and last lines, for a failure's message.</summary>
    public string Story() => $"\n--- {Name} ({(HasExited ? $"ended, exit code {process.ExitCode}" : "running")}), last lines:\n{Tail()}";

    /// <summary>The exit code, once it ended and all output is read.</summary>
    public async Task<int> WaitForExit(CancellationToken ct, TimeSpan? patience = null)
    {
        await Wait.Until($"{Name} ends", () => HasExited, ct, patience, Story);
        await Output(ct);
        return process.ExitCode;
    }

    /// <summary>
    /// Asks it to end as an init system does, or with <paramref name="interrupt"/> as a person at a terminal does, and kills it when it does not; returns the exit code.
    /// </summary>
    public async Task<int> Stop(TimeSpan? patience = null, bool interrupt = false)
    {
        if (!HasExited)
            Signal(Id, interrupt ? SigInt : SigTerm);
        var limit = Stopwatch.StartNew();
        while (!HasExited && limit.Elapsed < (patience ?? TimeSpan.FromSeconds(15)))
            await Task.Delay(50);
        Kill9();
        // Whatever it started and left behind.
        Signal(-Id, SigKill);
        await Output(CancellationToken.None);
        return process.ExitCode;
    }

    /// <summary>Kills the program alone, as a power cut or the kernel's memory killer does; what it started is left to itself.</summary>
    public void Kill9()
    {
        if (!HasExited)
            Signal(Id, SigKill);
        // With a time limit it waits for the process alone, not for everybody who inherited its output.
        process.WaitForExit(10_000);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        disposed = true;
        await Stop();
        process.Dispose();
        lock (log)
            log.Dispose();
    }

    /// <summary>Waits for the end of the output, but not for ever: who inherited it may live on.</summary>
    private async Task Output(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
        }
    }

    private void Keep(string? text)
    {
        if (text is null)
            return;
        tail.Enqueue(text);
        while (tail.Count > KeptLines)
            tail.TryDequeue(out _);
        lock (log)
            if (log.BaseStream is { CanWrite: true })
                log.WriteLine(text);
    }

    private static BlockingCollection<Action> StartStarter()
    {
        var starts = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var start in starts.GetConsumingEnumerable())
                start();
        }) { IsBackground = true, Name = "starts children" }.Start();
        return starts;
    }

    /// <summary>Sends a signal; that nobody is there any more is what a kill wants.</summary>
    private static void Signal(int pid, int signal) => _ = Kill(pid, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
