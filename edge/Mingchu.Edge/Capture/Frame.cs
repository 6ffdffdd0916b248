using System.Buffers;

namespace Mingchu.Edge.Capture;

/// <summary>
/// One decoded picture, owned by whoever holds it last: dispose it exactly once, which returns its buffer to the pool.
/// Pixels are packed BGR, 8 bits, row after row without padding: <c>Height * Width * 3</c> bytes.
/// </summary>
public sealed class Frame(string camera, long number, DateTimeOffset capturedAt, int width, int height, IMemoryOwner<byte> owner) : IDisposable
{
    /// <summary>Camera id.</summary>
    public string Camera { get; } = camera;

    /// <summary>Counts from 0 within one camera since the process started; gaps are dropped frames.</summary>
    public long Number { get; } = number;

    /// <summary>When the last byte of the picture was read, by the box's clock.</summary>
    public DateTimeOffset CapturedAt { get; } = capturedAt;

    /// <summary>Pixels per row.</summary>
    public int Width { get; } = width;

    /// <summary>Rows.</summary>
    public int Height { get; } = height;

    /// <summary>The pixels; valid until <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Bgr => owner.Memory[..(Width * Height * 3)];

    /// <inheritdoc/>
    public void Dispose() => owner.Dispose();
}
