using System.Buffers;
using Mingchu.Contracts.Messages;

namespace Mingchu.Edge.Uplink;

/// <summary>A part of the box that speaks with the collector beside the spool: it hears one topic and has something to say now and then. A lost message does no harm.</summary>
public interface ILinkPart
{
    /// <summary>Topic it hears; null hears nothing.</summary>
    string? Filter => null;

    /// <summary>A message of that topic; must not throw or wait.</summary>
    void Receive(string topic, ReadOnlySequence<byte> payload)
    {
    }

    /// <summary>What became of a message, this part's or another's; must not throw or wait.</summary>
    void Answered(Receipt receipt)
    {
    }

    /// <summary>A session begins: what the last one may have lost is to be said again.</summary>
    void Begin()
    {
    }

    /// <summary>What is to be said now; called about once a second while connected, by one caller.</summary>
    IReadOnlyList<LinkMessage> Due(DateTimeOffset now);
}

/// <summary>A message of QoS 1.</summary>
public sealed record LinkMessage(string Topic, byte[] Payload, bool Retain = false);
