using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Channel;

namespace Mingchu.Collector.Broker;

/// <summary>Follows the lengths of MQTT packets as their bytes are read, and ends the connection at the header of one that is too long.</summary>
public sealed class BoundedChannel(IMqttChannel inner, int mostPacketBytes) : IMqttChannel
{
    private int bodyLeft;
    private int length;
    private int shift = -1; // -1: the packet's first byte comes next

    public X509Certificate2? ClientCertificate => inner.ClientCertificate;

    public EndPoint? RemoteEndPoint => inner.RemoteEndPoint;

    public EndPoint? LocalEndPoint => inner.LocalEndPoint;

    public bool IsSecureConnection => inner.IsSecureConnection;

    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    public Task DisconnectAsync(CancellationToken cancellationToken) => inner.DisconnectAsync(cancellationToken);

    public async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        var read = await inner.ReadAsync(buffer, offset, count, cancellationToken);
        Follow(buffer.AsSpan(offset, Math.Max(read, 0)));
        return read;
    }

    public Task WriteAsync(ReadOnlySequence<byte> buffer, bool isEndOfPacket, CancellationToken cancellationToken) =>
        inner.WriteAsync(buffer, isEndOfPacket, cancellationToken);

    public void Dispose() => inner.Dispose();

    /// <summary>Takes note of the next bytes of the stream.</summary>
    public void Follow(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length;)
        {
            if (bodyLeft > 0)
            {
                var body = Math.Min(bodyLeft, bytes.Length - i);
                (bodyLeft, i) = (bodyLeft - body, i + body);
                continue;
            }

            var next = bytes[i++];
            if (shift < 0)
            {
                (shift, length) = (0, 0);
                continue;
            }

            length |= (next & 0x7F) << shift;
            shift += 7;
            if (length > mostPacketBytes || shift > 28)
                throw new IOException($"a packet of more than {mostPacketBytes} bytes");
            if ((next & 0x80) == 0)
                (bodyLeft, shift) = (length, -1);
        }
    }
}
