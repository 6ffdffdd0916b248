using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Mingchu.Edge.Health;
using Mingchu.Edge.Inference.Manifests;

namespace Mingchu.Edge.Inference;

/// <summary>One network in memory, shared by all cameras and safe for several threads: each run borrows a <see cref="Lane"/> of buffers.</summary>
internal sealed class ModelSession : IDisposable
{
    private readonly InferenceSession session;
    private readonly ConcurrentBag<Lane> lanes = [];
    private readonly TensorSpec input;
    private readonly IReadOnlyList<TensorSpec> outputs;
    private readonly string? sizes;

    private ModelSession(InferenceSession session, TensorSpec input, IReadOnlyList<TensorSpec> outputs, string? sizes, int maxBatch)
    {
        (this.session, this.input, this.outputs, this.sizes) = (session, input, outputs, sizes);
        MaxBatch = maxBatch;
    }

    /// <summary>Most entries of one run.</summary>
    public int MaxBatch { get; }

    /// <summary>
    /// Loads the file that the manifest names, or adds every reason why not to <paramref name="errors"/>. Runs take up to
    /// <paramref name="batch"/> entries where the network's batch is open, else one. An input named <paramref name="sizes"/> is told the
    /// picture input's width and height.
    /// </summary>
    public static ModelSession? Open(
        ModelManifest manifest, IReadOnlyList<TensorSpec> outputs, int batch, InferenceSettings settings, List<string> errors, string? sizes = null)
    {
        var file = Path.Combine(manifest.Folder, manifest.File);
        if (ReadChecked(file, manifest.Sha256, errors) is not { } bytes)
            return null;
        InferenceSession? session = null;
        try
        {
            using var options = Options(settings);
            session = new(bytes, options);
            var input = new TensorSpec(manifest.Input.Name, [1, 3, manifest.Input.Height, manifest.Input.Width]);
            TensorSpec[] inputs = sizes is null ? [input] : [input, new(sizes, [1, 2]) { Whole = true }];
            var faults = Compare(session.InputMetadata, inputs, "input").Concat(Compare(session.OutputMetadata, outputs, "output")).ToList();
            faults.AddRange(session.InputMetadata.Keys.Except(inputs.Select(i => i.Name)).Select(k => $"has an input {k} that the manifest does not know"));
            if (faults.Count == 0)
            {
                var model = new ModelSession(session, input, outputs, sizes, session.InputMetadata[input.Name].Dimensions[0] < 0 ? batch : 1);
                model.TryRun();
                return model;
            }
            errors.AddRange(faults.Select(f => $"{file}: {f}"));
        }
        catch (OnnxRuntimeException e) when (!Starvation.Is(e))
        {
            errors.Add($"{file}: ONNX Runtime does not run it as its manifest says: {e.Message}");
        }
        session?.Dispose();
        return null;
    }

    /// <summary>Buffers for one run; give them back with <see cref="Return"/>.</summary>
    public Lane Rent() => lanes.TryTake(out var lane) ? lane : new(input, outputs, sizes, MaxBatch);

    /// <summary>Gives buffers back.</summary>
    public void Return(Lane lane) => lanes.Add(lane);

    /// <summary>Runs the first <paramref name="batch"/> entries of the lane's input.</summary>
    public void Run(Lane lane, int batch) => lane.Run(session, batch);

    public void Dispose()
    {
        foreach (var lane in lanes)
            lane.Dispose();
        session.Dispose();
    }

    // A dynamic output says its shape only when it runs; better before the first camera than at its first frame.
    private void TryRun()
    {
        var lane = Rent();
        Run(lane, 1);
        if (MaxBatch > 1)
            Run(lane, MaxBatch);
        Return(lane);
    }

    private static byte[]? ReadChecked(string file, string sha256, List<string> errors)
    {
        try
        {
            var bytes = File.ReadAllBytes(file);
            var found = Convert.ToHexStringLower(SHA256.HashData(bytes));
            if (found == sha256)
                return bytes;
            errors.Add($"{file}: expected SHA-256 {sha256} as in {ManifestReader.FileName}, found {found} ({bytes.Length} bytes): "
                + "the file is damaged or not the one the manifest was written for");
        }
        catch (FileNotFoundException)
        {
            errors.Add($"{file}: expected the model file that {ManifestReader.FileName} names, it is missing");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add($"{file}: cannot be read: {e.Message}");
        }
        return null;
    }

    private static Microsoft.ML.OnnxRuntime.SessionOptions Options(InferenceSettings settings)
    {
        var options = new Microsoft.ML.OnnxRuntime.SessionOptions
        {
            IntraOpNumThreads = settings.IntraOpThreads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // Spinning workers would take the cores that ffmpeg decodes on.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        if (settings.Provider != "cpu")
            options.AppendExecutionProvider(settings.Provider);
        return options;
    }

    private static IEnumerable<string> Compare(IReadOnlyDictionary<string, NodeMetadata> found, IReadOnlyList<TensorSpec> expected, string kind)
    {
        foreach (var tensor in expected)
        {
            if (!found.TryGetValue(tensor.Name, out var node))
                yield return $"expected an {kind} {tensor}, found only {string.Join(", ", found.Keys)}";
            else if (!node.IsTensor || node.ElementDataType != (tensor.Whole ? TensorElementType.Int64 : TensorElementType.Float) || !Fits(node.Dimensions, tensor))
                yield return $"expected the {kind} {tensor} of {(tensor.Whole ? "int64" : "float32")}, found {string.Join(" x ", node.Dimensions.Select(d => d < 0 ? "?" : $"{d}"))}"
                    + $" of {node.ElementDataType.ToString().ToLowerInvariant()}";
        }
    }

    private static bool Fits(int[] found, TensorSpec expected) =>
        found.Length == expected.Shape.Count && (found[0] < 0 || found[0] == 1)
        && found.Zip(expected.Shape).Skip(1).All(pair => pair.First < 0 || pair.First == pair.Second);
}
