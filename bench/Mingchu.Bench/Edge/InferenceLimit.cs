using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Inference;
using Mingchu.Edge.Inference.Manifests;

namespace Mingchu.Bench.Edge;

/// <summary>Bare ONNX Runtime sessions on the same files, run as often and with as many crops as the pipeline ran them; no picture is touched.</summary>
internal sealed class InferenceLimit : IDisposable
{
    /// <summary>As the product's.</summary>
    private const int LargestBatch = 8;

    private readonly Network[] detectors;
    private readonly Network[] classifiers;

    /// <param name="canvas">Size of the pictures: a detector may leave out the padding.</param>
    public InferenceLimit(Recogniser recogniser, Canvas canvas)
    {
        detectors = [.. recogniser.Detectors.Select(d => new Network(d.Manifest, d.InputFor(canvas.Width, canvas.Height), [.. d.Manifest.Output.Tensors.Select(t => t.Name)], 1, d.Manifest.Output.Sizes))];
        classifiers = [.. recogniser.Classifiers.Select(c => new Network(c.Manifest, c.Manifest.Input, [.. c.Manifest.Attributes.Select(a => a.Output), .. c.Manifest.Embedding is { } e ? [e.Output] : (string[])[]], LargestBatch))];
    }

    /// <summary>Networks that read crops.</summary>
    public int Classifiers => classifiers.Length;

    /// <summary>Runs once; <paramref name="crops"/> tells how many each classifier reads, frame by frame.</summary>
    public Measure Run(IReadOnlyList<int[]> crops)
    {
        var (own, clock) = (CpuTime.Own, Stopwatch.StartNew());
        foreach (var counts in crops)
        {
            foreach (var detector in detectors)
                detector.Run(1);
            for (var i = 0; i < classifiers.Length; i++)
                for (var left = counts[i]; left > 0; left -= LargestBatch)
                    classifiers[i].Run(Math.Min(left, LargestBatch));
        }
        return new(crops.Count, clock.Elapsed, CpuTime.Own - own);
    }

    public void Dispose()
    {
        foreach (var network in detectors.Concat(classifiers))
            network.Dispose();
    }

    private sealed class Network : IDisposable
    {
        private readonly InferenceSession session;
        private readonly RunOptions options = new();
        private readonly string[] inputs;
        private readonly string[] outputs;
        private readonly OrtValue[][] values;

        public Network(ModelManifest manifest, InputSpec input, string[] outputs, int maxBatch, string? sizes = null)
        {
            using var settings = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
            session = new(Path.Combine(manifest.Folder, manifest.File), settings);
            (inputs, this.outputs) = (sizes is null ? [input.Name] : [input.Name, sizes], outputs);
            var buffer = GC.AllocateArray<float>(input.Size * maxBatch, pinned: true);
            Array.Fill(buffer, 0.5f);
            values = [.. Enumerable.Range(1, maxBatch).Select(n => (OrtValue[])[OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, buffer.AsMemory(0, input.Size * n), [n, 3, input.Height, input.Width]),
                .. sizes is null ? [] : (OrtValue[])[OrtValue.CreateTensorValueFromMemory<long>([input.Width, input.Height], [1, 2])]])];
        }

        public void Run(int batch)
        {
            using var results = session.Run(options, inputs, values[batch - 1], outputs);
        }

        public void Dispose()
        {
            foreach (var value in values.SelectMany(v => v))
                value.Dispose();
            options.Dispose();
            session.Dispose();
        }
    }
}
