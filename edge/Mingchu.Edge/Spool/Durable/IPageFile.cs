using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mingchu.Edge.Spool.Durable;

/// <summary>A file as a disk keeps it: what was written may be lost by a power cut, in any order, until <see cref="Flush"/> is done.</summary>
internal interface IPageFile : IDisposable
{
    /// <summary>Bytes.</summary>
    long Length { get; }

    /// <summary>Reads at a place; returns how many bytes there were.</summary>
    int Read(Span<byte> into, long at);

    /// <summary>Writes at a place.</summary>
    /// <exception cref="IOException">The disk refused it.</exception>
    void Write(ReadOnlySpan<byte> bytes, long at);

    /// <summary>Cuts the file, or lets it grow.</summary>
    void SetLength(long length);

    /// <summary>Done when everything written is on the disk.</summary>
    /// <exception cref="IOException">The disk refused it; what was written may be lost.</exception>
    void Flush();
}

/// <summary>A file of the file system.</summary>
internal sealed partial class DiskFile(string path, bool readOnly) : IPageFile
{
    private readonly SafeFileHandle handle = readOnly
        ? File.OpenHandle(path)
        : File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);

    public long Length => RandomAccess.GetLength(handle);

    public int Read(Span<byte> into, long at) => RandomAccess.Read(handle, into, at);

    public void Write(ReadOnlySpan<byte> bytes, long at) => RandomAccess.Write(handle, bytes, at);

    public void SetLength(long length) => RandomAccess.SetLength(handle, length);

    // Not RandomAccess.FlushToDisk: that takes it for done when a disk has just become read-only.
    public void Flush()
    {
        if (Sync(handle) != 0)
            throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());
    }

    public void Dispose() => handle.Dispose();

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(SafeFileHandle file);
}
