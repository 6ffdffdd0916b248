using Microsoft.ML.OnnxRuntime;

namespace Mingchu.Edge.Inference;

/// <summary>Pinned buffers of one run at a time; ONNX Runtime reads and writes them in place.</summary>
internal sealed class Lane : IDisposable
{
    private readonly TensorSpec input;
    private readonly IReadOnlyList<TensorSpec> outputs;
    private readonly string[] inputNames;
    private readonly string[] outputNames;
    private readonly OrtValue[]?[] inputValues;
    private readonly OrtValue[]?[] outputValues;
    private readonly RunOptions options = new();

    private readonly long[]?[] wholes;
    private readonly OrtValue? sizes;

    public Lane(TensorSpec input, IReadOnlyList<TensorSpec> outputs, string? sizes, int maxBatch)
    {
        (this.input, this.outputs) = (input, outputs);
        Input = GC.AllocateArray<float>(input.Size * maxBatch, pinned: true);
        Outputs = [.. outputs.Select(o => GC.AllocateArray<float>(o.Size * maxBatch, pinned: true))];
        wholes = [.. outputs.Select(o => o.Whole ? GC.AllocateArray<long>(o.Size * maxBatch, pinned: true) : null)];
        this.sizes = sizes is null ? null : OrtValue.CreateTensorValueFromMemory<long>([input.Shape[3], input.Shape[2]], [1, 2]);
        inputNames = sizes is null ? [input.Name] : [input.Name, sizes];
        outputNames = [.. outputs.Select(o => o.Name)];
        inputValues = new OrtValue[maxBatch + 1][];
        outputValues = new OrtValue[maxBatch + 1][];
    }

    /// <summary>One entry of the batch after another.</summary>
    public float[] Input { get; }

    /// <summary>In the order of the specification, one entry of the batch after another; whole numbers too come as floats.</summary>
    public float[][] Outputs { get; }

    public void Run(InferenceSession session, int batch)
    {
        inputValues[batch] ??= sizes is null ? [Wrap(Input, input, batch)] : [Wrap(Input, input, batch), sizes];
        outputValues[batch] ??= [.. outputs.Select((spec, i) => wholes[i] is { } whole ? Wrap(whole, spec, batch) : Wrap(Outputs[i], spec, batch))];
        session.Run(options, inputNames, inputValues[batch]!, outputNames, outputValues[batch]!);
        for (var i = 0; i < wholes.Length; i++)
            for (var n = 0; n < (wholes[i]?.Length ?? 0); n++)
                Outputs[i][n] = wholes[i]![n];
    }

    public void Dispose()
    {
        foreach (var value in inputValues.Concat(outputValues).SelectMany(v => v ?? []).Distinct())
            value.Dispose();
        options.Dispose();
    }

    private static OrtValue Wrap<T>(T[] buffer, TensorSpec spec, int batch) where T : unmanaged =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, buffer.AsMemory(0, spec.Size * batch), spec.Batch(batch));
}
