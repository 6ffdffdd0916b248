using System.Collections.Concurrent;
using Mingchu.Edge.Core.Detection;
using Mingchu.Edge.Inference.Manifests;

namespace Mingchu.Edge.Inference;

/// <summary>A network that finds things in pictures. Safe for several threads.</summary>
public sealed class Detector : IDisposable
{
    /// <summary>A score this far below the threshold still carries on a track.</summary>
    private const float TentativeShare = 0.4f;

    private readonly ModelSession session;
    private readonly IBoxDecoder decoder;
    private readonly float[] floors;
    private readonly ConcurrentBag<Workspace> workspaces = [];

    private Detector(DetectorManifest manifest, ModelSession session)
    {
        Manifest = manifest;
        (this.session, decoder) = (session, manifest.Output.Decoder);
        floors = [.. manifest.Classes.Select(c => c.Threshold * TentativeShare)];
    }

    /// <summary>What it was made from.</summary>
    public DetectorManifest Manifest { get; }

    /// <summary>The detector, or null and every reason why not.</summary>
    public static Detector? Open(DetectorManifest manifest, InferenceSettings settings, List<string> errors)
    {
        var outputs = manifest.Output.Tensors.Zip(manifest.Output.Decoder.Shapes, (t, shape) => new TensorSpec(t.Name, [1, .. shape]) { Whole = t.Whole }).ToArray();
        return ModelSession.Open(manifest, outputs, batch: 1, settings, errors, manifest.Output.Sizes) is { } session ? new(manifest, session) : null;
    }

    /// <summary>What the detector sees, best first; with the tentative ones below their class's threshold.</summary>
    public List<Detection> Detect(in Picture picture) => Detect(picture, floors);

    /// <summary>What the detector sees from the given score up, best first.</summary>
    public List<Detection> Detect(in Picture picture, float floor) => Detect(picture, [.. floors.Select(_ => floor)]);

    /// <summary>Disposes the network; no run may be under way.</summary>
    public void Dispose() => session.Dispose();

    private List<Detection> Detect(in Picture picture, float[] floors)
    {
        var lane = session.Rent();
        if (!workspaces.TryTake(out var workspace))
            workspace = new(new(Manifest.Input), []);
        try
        {
            var place = workspace.Filler.Fill(picture.Bgr.Span, picture.Width * 3, picture.Width, picture.Height, lane.Input);
            session.Run(lane, 1);
            workspace.Candidates.Clear();
            decoder.Decode(lane.Outputs, floors, workspace.Candidates);
            if (decoder.OneBoxPerThing)
                NonMaximumSuppression.Rank(workspace.Candidates);
            else
                NonMaximumSuppression.Apply(workspace.Candidates, Manifest.NmsIou);
            return Name(workspace.Candidates, place);
        }
        finally
        {
            session.Return(lane);
            workspaces.Add(workspace);
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

    private sealed record Workspace(TensorFiller Filler, List<Candidate> Candidates);
}
