using Mingchu.Collector.Core.Privacy;
using Mingchu.Collector.Evidence;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Inference;
using Mingchu.Rig;
using SkiaSharp;

namespace Mingchu.Collector.Tests.Evidence;

/// <summary>
/// The blurred copies of real pictures of people, made by the collector where the shipped models say that heads are, before the eyes of a face detector that others trained. What is shown is that
/// of the faces it is sure of before it is sure of none after, where the models saw the head. A soft spot may still look like some face to it, which is counted. A head that no model finds is not
/// hidden, and how many those are is said.
/// </summary>
[Trait("row", "A4")]
public sealed class FacesInCopiesTests(ITestOutputHelper output)
{
    /// <summary>A score by which YuNet's faces are faces, and one that doubtful ones reach, too.</summary>
    private const float Sure = 0.8f, Doubtful = 0.45f;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("kitchen_heads", 4)]
    [InlineData("mask_faces", 4)]
    public void Faces_that_a_trained_detector_finds_in_the_picture_it_finds_no_more_in_the_copy(string set, int every)
    {
        Assert.SkipWhen(Repository.Data is null, "MINGCHU_DATA names no folder of real pictures and weights");
        using var finder = new FaceFinder(Path.Combine(Repository.Data!, "weights/yunet_n_640.onnx"));
        var (recogniser, errors) = ModelFolder.Load(Repository.At("models"));
        Assert.Empty(errors);
        using var models = recogniser!;
        var (faces, hidden, spots, left) = (0, 0, 0, new List<string>());
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Data!, "data", set, "images"), "*.jpg").Order(StringComparer.Ordinal).Where((_, i) => i % every == 0))
        {
            Ct.ThrowIfCancellationRequested();
            using var before = SKBitmap.Decode(file);
            var found = finder.Find(before, Sure);
            if (found.Count == 0)
                continue;
            var heads = Heads(models, before);
            using var source = new MemoryStream(File.ReadAllBytes(file));
            using var after = SKBitmap.Decode(BlurredCopies.Blur(source, heads));
            var still = finder.Find(after, Doubtful);
            foreach (var face in found)
            {
                faces++;
                if (!heads.Select(h => Mosaic.Grown(h, before.Width, before.Height)).Any(a => face.IsIn(
                        (double)a.Left / before.Width, (double)a.Top / before.Height, (double)a.Right / before.Width, (double)a.Bottom / before.Height)))
                    continue;
                hidden++;
                var again = still.Where(s => s.Overlap(face) > 0.3).Select(s => s.Score).DefaultIfEmpty().Max();
                if (again >= Sure)
                    left.Add($"{Path.GetFileName(file)}: {face}, then {again:F2}");
                else if (again > 0)
                    spots++;
            }
        }

        output.WriteLine($"{set}: {faces} faces, {hidden} of them where the models see a head; in the copy {left.Count} of those are found again, and {spots} spots that may be faces\n{string.Join('\n', left)}");
        Assert.True(faces > 50, $"only {faces} faces");
        Assert.Empty(left);
        Assert.True(spots * 20 <= hidden, $"{spots} spots of {hidden} hidden faces");
        // Most are seen at all; else what is shown here would be little.
        Assert.True(hidden * 4 >= faces * 3, $"the models see {hidden} of {faces}");
    }

    /// <summary>As the worker tells them with a picture: also those that its models are unsure of.</summary>
    private static List<PictureArea> Heads(Recogniser models, SKBitmap picture)
    {
        Assert.Equal(SKColorType.Bgra8888, picture.ColorType);
        var pixels = picture.GetPixelSpan();
        var bgr = new byte[picture.Width * picture.Height * 3];
        for (var i = 0; i < bgr.Length / 3; i++)
            pixels.Slice(i * 4, 3).CopyTo(bgr.AsSpan(i * 3));
        return [.. models.Recognise(new Picture(bgr, picture.Width, picture.Height)).Where(d => d.Class == Classes.Head)
            .Select(d => new PictureArea(d.Box.Left, d.Box.Top, d.Box.Width, d.Box.Height))];
    }
}
