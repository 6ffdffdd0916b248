using System.IO.Pipes;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mingchu.Edge.Capture;

/// <summary>
/// The standard output of a child that writes megabytes at a time, read by blocking calls: the asynchronous stream wakes a thread for every 64 KiB that the
/// kernel's default pipe holds, which costs more than copying them. The caller gives it a thread of its own.
/// </summary>
internal sealed partial class PicturePipe : IDisposable
{
    // The most a process without privileges may ask for, by the kernel's default; fcntl(2), F_SETPIPE_SZ.
    private const int Bytes = 1 << 20, SetPipeSize = 1031;
    private readonly FileStream pipe;

    /// <param name="output">A child's redirected standard output, which must not be read by anybody else and outlives this.</param>
    public PicturePipe(Stream output)
    {
        var handle = ((PipeStream)output).SafePipeHandle.DangerousGetHandle();
        // Refused where all pipes of a user together are too large: then it is slower, not wrong.
        _ = Control((int)handle, SetPipeSize, Bytes);
        pipe = new(new SafeFileHandle(handle, ownsHandle: false), FileAccess.Read, bufferSize: 0);
    }

    /// <summary>Waits until <paramref name="picture"/> is full; false when the child ended before.</summary>
    /// <exception cref="IOException">The pipe can't be read.</exception>
    public bool Read(Span<byte> picture) => pipe.ReadAtLeast(picture, picture.Length, throwOnEndOfStream: false) == picture.Length;

    public void Dispose() => pipe.Dispose();

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, nint argument);
}
