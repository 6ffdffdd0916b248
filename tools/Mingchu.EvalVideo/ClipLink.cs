using Mingchu.Edge.Capture;

namespace Mingchu.EvalVideo;

/// <summary>A name without blanks or foreign letters for a clip, since ffmpeg's file addresses are taken literally and a camera's address may hold none.</summary>
internal sealed class ClipLink : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mingchu-clip-");

    public ClipLink(string clip)
    {
        var link = Path.Combine(folder.FullName, "clip" + Path.GetExtension(clip));
        File.CreateSymbolicLink(link, clip);
        Url = CameraUrl.Parse("file://" + link).Url ?? throw new ClipFault($"{clip}: the folder for temporary files has a blank in its name ({folder.FullName})", ClipFault.Usage);
    }

    /// <summary>What the capture opens.</summary>
    public CameraUrl Url { get; }

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);
}
