namespace Mingchu.Collector.Push;

/// <summary>A way to reach people. It only sends; routing, de-duplication, retry and record are the pipeline's.</summary>
public interface IChannel
{
    /// <summary>Name in the routing policy, e.g. <c>webhook</c>.</summary>
    string Name { get; }

    /// <summary>The recipients it has for an audience, each a stable name that may be shown; none when it is not set up for it.</summary>
    /// <param name="audience">Who is told.</param>
    /// <param name="platforms">Ids of the platforms whose matter it is: those that the premises name, or that a notice is sent to. Only the audience <c>platform</c> is told apart by them.</param>
    IReadOnlyList<string> Recipients(string audience, IReadOnlyList<string> platforms);

    /// <summary>Sends once. Never throws but on cancellation; sends with the same id are the same notice to the receiver.</summary>
    Task<SendResult> Send(Shipment shipment, CancellationToken ct);
}

/// <summary>One notice on its way to one recipient.</summary>
/// <param name="Id">Same for every attempt.</param>
/// <param name="Audience">Who is told.</param>
/// <param name="Recipient">One of <see cref="IChannel.Recipients"/>.</param>
/// <param name="Notice">What they are told.</param>
public sealed record Shipment(Guid Id, string Audience, string Recipient, Notice Notice);
