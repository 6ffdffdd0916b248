using System.Collections.Concurrent;
using Mingchu.Edge.Core.Detection;
using Mingchu.Edge.Inference.Manifests;

namespace Mingchu.Edge.Inference;

/// <summary>A detector for pictures of one shape: what it is fed, how its answer is read, and the buffers for both. Safe for several threads.</summary>
internal sealed class DetectorShape : IDisposable
{
    private readonly InputSpec input;
    private readonly TensorSpec[] outputs;
    private readonly string? sizes;
    private readonly ConcurrentBag<DetectorWork> works = [];

    public DetectorShape(DetectorManifest manifest, InputSpec input)
    {
        (this.input, sizes) = (input, manifest.Output.Sizes);
        Decoder = input == manifest.Input ? manifest.Output.Decoder : manifest.Output.Resized!(input);
        outputs = Outputs(manifest, Decoder);
    }

    public IBoxDecoder Decoder { get; }

    /// <summary>The output tensors that a decoder takes.</summary>
    public static TensorSpec[] Outputs(DetectorManifest manifest, IBoxDecoder decoder) =>
        [.. manifest.Output.Tensors.Zip(decoder.Shapes, (t, shape) => new TensorSpec(t.Name, [1, .. shape]) { Whole = t.Whole })];

    /// <summary>Buffers for one picture; give them back with <see cref="Return"/>.</summary>
    public DetectorWork Rent() =>
        works.TryTake(out var work) ? work : new(new(new(input.Name, [1, 3, input.Height, input.Width]), outputs, sizes, maxBatch: 1), new(input), []);

    /// <summary>Gives buffers back.</summary>
    public void Return(DetectorWork work) => works.Add(work);

    public void Dispose()
    {
        foreach (var work in works)
            work.Lane.Dispose();
    }
}

/// <summary>Buffers of a detector for one picture at a time.</summary>
internal sealed record DetectorWork(Lane Lane, TensorFiller Filler, List<Candidate> Candidates);
