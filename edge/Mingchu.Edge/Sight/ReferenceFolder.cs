using Mingchu.Edge.Core.Sight;

namespace Mingchu.Edge.Sight;

/// <summary>The approved pictures of a box's cameras: <c>references/CAMERA.pgm</c> below the data folder, beside each a picture for people.</summary>
public sealed class ReferenceFolder(string data)
{
    private readonly string folder = Path.Combine(data, "references");

    /// <summary>Where a camera's reference is kept.</summary>
    public string FileOf(string camera) => Path.Combine(folder, camera + ".pgm");

    /// <summary>Where the picture for people is kept.</summary>
    public string PictureOf(string camera) => Path.Combine(folder, camera + ".jpg");

    /// <summary>When the camera's reference was last changed; null without one.</summary>
    public DateTime? ChangedAt(string camera) => File.Exists(FileOf(camera)) ? File.GetLastWriteTimeUtc(FileOf(camera)) : null;

    /// <summary>A camera's reference; both null when it has none.</summary>
    public (Reference? Reference, string? Error) Read(string camera)
    {
        var file = FileOf(camera);
        try
        {
            if (!File.Exists(file))
                return (null, null);
            var (reference, error) = ReferenceFile.Read(File.ReadAllBytes(file));
            return (reference, error is null ? null : $"{file} {error}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"{file} can't be read: {e.Message}");
        }
    }

    /// <summary>Approves a reference; the one before is replaced whole or not at all.</summary>
    /// <param name="camera">Camera id.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="picture">JPEG for people.</param>
    public void Approve(string camera, Reference reference, byte[] picture)
    {
        Directory.CreateDirectory(folder);
        Replace(PictureOf(camera), picture);
        Replace(FileOf(camera), ReferenceFile.Write(reference));
    }

    private static void Replace(string file, byte[] content)
    {
        File.WriteAllBytes(file + ".new", content);
        File.Move(file + ".new", file, overwrite: true);
    }
}
