using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Sight;
using Mingchu.Edge.Core.Tracking;

namespace Mingchu.Edge.Sight;

/// <summary>
/// One camera's view over time: its state, and what stands in it. Looks at one picture a second; in between the last answer holds. A reference
/// approved while it runs is taken up within seconds.
/// </summary>
/// <param name="camera">Camera id.</param>
/// <param name="references">Where its reference is; null when there can be none.</param>
public sealed class SightWatch(string camera, ReferenceFolder? references)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(0.95);
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(5);
    private static readonly ObjectSettings Settings = new();
    private ViewMemory view = ViewMemory.Empty;
    private ObjectMemory objects = ObjectMemory.Empty;
    private Reference? reference;
    private DateTime? referenceOf;
    private DateTimeOffset? askedAt;
    private DateTimeOffset? lookedAt;

    /// <summary>What is seen now.</summary>
    public Seen Last { get; private set; } = Seen.Nothing;

    /// <summary>Why the approved reference can't be used; null when it can, and when there is none.</summary>
    public string? ReferenceFault { get; private set; }

    /// <summary>Takes a frame's thumbnail and who is in it.</summary>
    public Seen Look(Thumbnail picture, IReadOnlyList<Track> tracks, DateTimeOffset now)
    {
        if (lookedAt is { } looked && now - looked < Every && now >= looked)
            return Last;
        lookedAt = now;
        TakeReference(now);
        var fits = reference?.Fits(picture) ?? false;
        if (reference is not null && !fits)
            ReferenceFault = $"the approved reference is {reference.Picture.Width} x {reference.Picture.Height}, the camera's pictures are now {picture.Width} x {picture.Height}: approve a new one";
        (view, var reading) = ViewFold.Step(view, picture, reference, now);
        if (!fits)
            objects = ObjectMemory.Empty;
        else if (reading.View == ViewState.Clear)
            objects = ObjectFold.Step(objects, picture, reference!, PersonAreas.Of(tracks), reading.Evidence?.Displacement, Settings, now);
        return Last = new(reading, objects.Objects);
    }

    private void TakeReference(DateTimeOffset now)
    {
        if (references is null || (askedAt is { } asked && now - asked < ReadEvery && now >= asked))
            return;
        askedAt = now;
        if (references.ChangedAt(camera) is var changed && changed == referenceOf)
            return;
        referenceOf = changed;
        (reference, ReferenceFault) = references.Read(camera);
        (view, objects) = (ViewMemory.Empty, ObjectMemory.Empty);
    }
}

/// <summary>What one camera's view shows at one moment, without any model.</summary>
/// <param name="View">What it is fit for.</param>
/// <param name="Objects">What stands in it and is not in its reference.</param>
public sealed record Seen(ViewReading View, IReadOnlyList<StaticObject> Objects)
{
    /// <summary>Before the first look.</summary>
    public static Seen Nothing { get; } = new(new(ViewState.Clear, ViewState.Clear, default, null), []);

    /// <summary>The fault of the camera that people are told of, with a sentence; null while there is none.</summary>
    public (CameraState State, DateTimeOffset Since, string Detail)? Fault => View.Settled switch
    {
        ViewState.Blocked => (CameraState.Blocked, View.Since, "most of the view is covered"),
        ViewState.Blurred => (CameraState.Blurred, View.Since, "the picture has lost its sharp edges"),
        ViewState.Moved => (CameraState.Moved, View.Since, "the camera looks elsewhere than before; put it back, or approve a new reference and check its zones"),
        _ => null,
    };
}
