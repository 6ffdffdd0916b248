using Mingchu.Edge.Capture;
using Mingchu.Edge.Config;
using Mingchu.Edge.Core.Sight;
using Mingchu.Edge.Evidence;
using Mingchu.Edge.Inference;

namespace Mingchu.Edge.Sight;

/// <summary>The pictures a reference is made of: ten seconds of a camera, or one file.</summary>
public sealed class ReferenceShots(string camera, Recogniser recogniser)
{
    private const int Wanted = 10;
    private readonly ThumbnailMaker maker = new();
    private readonly List<Thumbnail> thumbnails = [];

    /// <summary>The views, all of one size.</summary>
    public IReadOnlyList<Thumbnail> Thumbnails => thumbnails;

    /// <summary>On how many of them a person was seen.</summary>
    public int WithPeople { get; private set; }

    /// <summary>The last of them as JPEG, as the camera gave it; null before the first.</summary>
    public byte[]? Last { get; private set; }

    /// <summary>When that was taken.</summary>
    public DateTimeOffset TakenAt { get; private set; }

    /// <summary>Watches the camera; null when all went well, else a sentence.</summary>
    public async Task<string?> TakeAsync(CameraConfig source, EdgeConfig config, CancellationToken ct)
    {
        using var children = new ChildProcesses();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var canvas = Canvas.Unknown(config.Analysis.Width);
        StreamEnd end;
        do
        {
            end = await new FfmpegStream(StreamSetup.For(source, config, canvas) with { Fps = 1 }, config.Capture, children).RunAsync(pixels =>
            {
                using var frame = new Frame(camera, thumbnails.Count, TimeProvider.System.GetUtcNow(), canvas.Width, canvas.Height, pixels);
                if (thumbnails.Count == Wanted)
                    return;
                Add(frame);
                if (thumbnails.Count == Wanted)
                    enough.Cancel();
            }, enough.Token);
            if (end.Reshape is not { } shape)
                break;
            (canvas, WithPeople) = (shape, 0);
            thumbnails.Clear();
        }
        while (!enough.IsCancellationRequested);
        return thumbnails.Count > 0 ? null : $"camera {camera} gives no picture, {end.Reason}: {end.Detail}";
    }

    /// <summary>Reads a file; null when all went well, else a sentence.</summary>
    public string? Take(string file)
    {
        try
        {
            var takenAt = new DateTimeOffset(File.GetLastWriteTimeUtc(file), TimeSpan.Zero);
            using var frame = EvidencePictures.Read(File.ReadAllBytes(file), camera, takenAt);
            if (frame is null)
                return $"{file} is no JPEG or PNG picture";
            Add(frame);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{file} can't be read: {e.Message}";
        }
    }

    private void Add(Frame frame)
    {
        thumbnails.Add(maker.Of(Picture.Of(frame)));
        WithPeople += recogniser.Recognise(frame).Any(d => d.Class == "head" && !d.Tentative) ? 1 : 0;
        (Last, TakenAt) = (EvidencePictures.Clean(frame), frame.CapturedAt);
    }
}
