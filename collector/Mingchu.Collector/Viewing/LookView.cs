namespace Mingchu.Collector.Viewing;

/// <summary>One look into a kitchen.</summary>
/// <param name="Id">Of this look.</param>
/// <param name="Device">Box.</param>
/// <param name="Camera">Camera of it.</param>
/// <param name="Kind">Snapshot or live.</param>
/// <param name="By">Who asked.</param>
/// <param name="At">When, UTC.</param>
/// <param name="State">How far it is.</param>
/// <param name="Reason">Why it is refused, failed or over: a code of the contract's command or camera reasons, <c>no-answer</c> or <c>no-broker</c>.</param>
/// <param name="Detail">The same in the box's words.</param>
/// <param name="EndedAt">When it was over.</param>
/// <param name="Picture">Address of the picture; null while there is none.</param>
/// <param name="Playlist">Address of the live view's HLS playlist; null when there is none any more.</param>
/// <param name="Readings">How often the picture was shown.</param>
public sealed record LookView(
    Guid Id, string Device, string Camera, LookKind Kind, string By, DateTimeOffset At, LookState State, string? Reason, string? Detail, DateTimeOffset? EndedAt,
    string? Picture, string? Playlist, int Readings);

/// <summary>What came of asking.</summary>
/// <param name="Look">Null when it was refused here.</param>
/// <param name="Refusal">Code of why: <c>not-found</c>, <c>box-offline</c>, <c>too-many</c> or <c>key-used</c>.</param>
public sealed record LookAsked(LookView? Look, string? Refusal);
