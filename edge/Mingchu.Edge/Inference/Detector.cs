using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;
using Mingchu.Edge.Core.Detection;
using Mingchu.Edge.Health;
using Mingchu.Edge.Inference.Manifests;

namespace Mingchu.Edge.Inference;

/// <summary>A network that finds things in pictures. Safe for several threads.</summary>
public sealed class Detector : IDisposable
{
    /// <summary>A score this far below the threshold still carries on a track.</summary>
    private const float TentativeShare = 0.4f;

    private readonly ModelSession session;
    private readonly float[] floors;
    private readonly int step;
    private readonly ConcurrentDictionary<(int Width, int Height), DetectorShape> shapes = [];

    private Detector(DetectorManifest manifest, ModelSession session)
    {
        (Manifest, this.session) = (manifest, session);
        floors = [.. manifest.Classes.Select(c => c.Threshold * TentativeShare)];
        step = manifest.Output.Strides.DefaultIfEmpty(1).Max();
    }

    /// <summary>What it was made from.</summary>
    public DetectorManifest Manifest { get; }

    /// <summary>The detector, or null and every reason why not.</summary>
    public static Detector? Open(DetectorManifest manifest, InferenceSettings settings, List<string> errors)
    {
        if (ModelSession.Open(manifest, DetectorShape.Outputs(manifest, manifest.Output.Decoder), batch: 1, settings, errors, manifest.Output.Sizes) is not { } session)
            return null;
        var detector = new Detector(manifest, session);
        if (!manifest.Input.Trim || detector.TryFlat(errors))
            return detector;
        detector.Dispose();
        return null;
    }

    /// <summary>What the network is fed for a picture of that size, pixels.</summary>
    public InputSpec InputFor(int width, int height) => Sized(SidesFor(width, height));

    /// <summary>What the detector sees, best first; with the tentative ones below their class's threshold.</summary>
    public List<Detection> Detect(in Picture picture) => Detect(picture, floors);

    /// <summary>What the detector sees from the given score up, best first.</summary>
    public List<Detection> Detect(in Picture picture, float floor) => Detect(picture, [.. floors.Select(_ => floor)]);

    /// <summary>Disposes the network; no run may be under way.</summary>
    public void Dispose()
    {
        foreach (var shape in shapes.Values)
            shape.Dispose();
        session.Dispose();
    }

    private List<Detection> Detect(in Picture picture, float[] floors)
    {
        var shape = ShapeFor(picture.Width, picture.Height);
        var (lane, filler, candidates) = shape.Rent();
        try
        {
            var place = filler.Fill(picture.Bgr.Span, picture.Width * 3, picture.Width, picture.Height, lane.Input);
            session.Run(lane, 1);
            candidates.Clear();
            shape.Decoder.Decode(lane.Outputs, floors, candidates);
            if (shape.Decoder.OneBoxPerThing)
                NonMaximumSuppression.Rank(candidates);
            else
                NonMaximumSuppression.Apply(candidates, Manifest.NmsIou);
            return Name(candidates, place);
        }
        finally
        {
            shape.Return(new(lane, filler, candidates));
        }
    }

    // There are few: one side stays as it is, the other has as many lengths as steps.
    private DetectorShape ShapeFor(int width, int height)
    {
        return shapes.GetOrAdd(SidesFor(width, height), static (sides, detector) => new(detector.Manifest, detector.Sized(sides)), this);
    }

    private (int Width, int Height) SidesFor(int width, int height) =>
        Manifest.Input.Trim ? Manifest.Input.Trimmed(width, height, step) : (Manifest.Input.Width, Manifest.Input.Height);

    private InputSpec Sized((int Width, int Height) sides) => Manifest.Input with { Width = sides.Width, Height = sides.Height };

    // Better now than at the first frame of a camera.
    private bool TryFlat(List<string> errors)
    {
        var input = InputFor(int.MaxValue, 1);
        var shape = ShapeFor(int.MaxValue, 1);
        var work = shape.Rent();
        try
        {
            session.Run(work.Lane, 1);
            return true;
        }
        catch (OnnxRuntimeException e) when (!Starvation.Is(e))
        {
            errors.Add($"{Path.Combine(Manifest.Folder, Manifest.File)}: input.trim says that its sides are open, but it does not run at {input.Width} x {input.Height}: {e.Message}");
            return false;
        }
        finally
        {
            shape.Return(work);
        }
    }

    private List<Detection> Name(List<Candidate> candidates, Placement place)
    {
        var result = new List<Detection>(candidates.Count);
        foreach (var candidate in candidates)
        {
            var box = place.InPicture(candidate.Left, candidate.Top, candidate.Right, candidate.Bottom).Clipped();
            var type = Manifest.Classes[candidate.Class];
            // A box wholly in the padding has nothing left.
            if (box.Area > 0)
                result.Add(new(type.Name, candidate.Score, box) { Tentative = candidate.Score < type.Threshold });
        }
        return result;
    }
}
