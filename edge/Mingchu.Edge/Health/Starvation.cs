using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Mingchu.Edge.Commands;

namespace Mingchu.Edge.Health;

/// <summary>
/// A lack of memory, by which alone the worker ends itself: nothing it does next could be trusted, and the service manager starts it anew within seconds. Told from other faults and told to
/// people without allocating anything, since logging needs memory and then says nothing. An abort by the runtime or a native library, which find no memory for their own work, leaves no time for it.
/// </summary>
public static partial class Starvation
{
    private const int OutOfMemory = unchecked((int)0x8007000E), NoMemory = 12, StandardError = 2;
    private static readonly byte[] Word = [.. "The worker is out of memory and ends, to be started anew: allow it more memory, fewer cameras, or a smaller analysis width\n"u8];

    private static bool watched;

    // Of the C++ library, ONNX Runtime, the kernel and the loader of libraries.
    private static readonly string[] Words = ["bad_alloc", "bad allocation", "Failed to allocate memory", "Cannot allocate memory", "failed to map segment"];

    /// <summary>Whether memory was what was missing, in the runtime, in a native library or by the kernel's word.</summary>
    public static bool Is(Exception e)
    {
        try
        {
            for (var cause = e; cause is not null; cause = cause.InnerException)
                if (IsItself(cause) || (cause is AggregateException { InnerExceptions: { Count: > 1 } all } && all.Any(Is)))
                    return true;
            return false;
        }
        catch (OutOfMemoryException)
        {
            // An exception filter that fails says no.
            return true;
        }
    }

    /// <summary>Tells it on standard error from now on when an exception of that kind ends the process on any thread.</summary>
    public static void Watch()
    {
        if (watched)
            return;
        UnhandledExceptionEventHandler ended = static (_, how) =>
        {
            if (how.ExceptionObject is Exception e && Is(e))
                Tell();
        };
        AppDomain.CurrentDomain.UnhandledException += ended;
        // Compiled now: then there may be no memory for it.
        foreach (var method in (MethodInfo[])[ended.Method, ((Action)Tell).Method])
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
        Is(new InvalidOperationException());
        Write([]);
        End();
        Marshal.Prelink(((Action<int>)Exit).Method);
        watched = true;
    }

    /// <summary>Says on standard error that the worker ends, and what to do.</summary>
    public static void Tell() => Write(Word);

    /// <summary>
    /// In a process that is watched: tells it and ends the process at once, on the very thread that found it out, since neither other threads nor an orderly end can be counted on. What is on the
    /// disk is whole, as after a power cut; the kernel ends the children. Elsewhere it does nothing.
    /// </summary>
    public static void End()
    {
        if (!watched)
            return;
        Tell();
        Exit(ExitCodes.Fault);
    }

    private static bool IsItself(Exception e) => e switch
    {
        { HResult: OutOfMemory } => true,
        Win32Exception { NativeErrorCode: NoMemory } or IOException { HResult: NoMemory } => true,
        OnnxRuntimeException or DllNotFoundException => Tells(e.Message),
        _ => false,
    };

    private static bool Tells(string message)
    {
        foreach (var word in Words)
            if (message.Contains(word, StringComparison.Ordinal))
                return true;
        return false;
    }

    private static unsafe void Write(ReadOnlySpan<byte> text)
    {
        fixed (byte* start = text)
            _ = Write(StandardError, start, text.Length);
    }

    [LibraryImport("libc", EntryPoint = "write")]
    private static unsafe partial nint Write(int descriptor, byte* bytes, nint count);

    // Not exit(3), which runs what was registered for the end.
    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Exit(int code);
}
