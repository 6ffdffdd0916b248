using Mingchu.Edge.Inference;
using Mingchu.Edge.Sight;

namespace Mingchu.EvalVideo;

/// <summary>The approved clean view of a clip's camera, from <c>NAME.reference.jpg</c> beside it, for the length of one run.</summary>
internal sealed class ClipReference : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("mingchu-reference").FullName;

    private ClipReference(ClipFile clip, string picture, Recogniser recogniser)
    {
        var shots = new ReferenceShots(clip.Name, recogniser);
        if (shots.Take(picture) is { } fault)
            throw new ClipFault(fault, ClipFault.Unreadable);
        Folder = new(data);
        Folder.Approve(clip.Name, new(shots.Thumbnails[0], shots.TakenAt), shots.Last!);
    }

    /// <summary>Where it is kept.</summary>
    public ReferenceFolder Folder { get; }

    /// <summary>That of a clip; null when it has none.</summary>
    /// <exception cref="ClipFault">The picture can't be read.</exception>
    public static ClipReference? Beside(ClipFile clip, Recogniser recogniser) =>
        Path.ChangeExtension(clip.Path, ".reference.jpg") is var picture && File.Exists(picture) ? new(clip, picture, recogniser) : null;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(data, recursive: true);
}
