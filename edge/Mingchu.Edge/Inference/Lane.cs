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

    public Lane(TensorSpec input, IReadOnlyList<TensorSpec> outputs, int maxBatch)
    {
        (this.input, this.outputs) = (input, outputs);
        Input = GC.AllocateArray<float>(input.Size * maxBatch, pinned: true);
        Outputs = [.. outputs.Select(o => GC.AllocateArray<float>(o.Size * maxBatch, pinned: true))];
        inputNames = [input.Name];
        outputNames = [.. outputs.Select(o => o.Name)];
        inputValues = new OrtValue[maxBatch + 1][];
        outputValues = new OrtValue[maxBatch + 1][];
    }

    /// <summary>One entry of the batch after another.</summary>
    public float[] Input { get; }

    /// <summary>In the order of the specification, one entry of the batch after another.</summary>
    public float[][] Outputs { get; }

    public void Run(InferenceSession session, int batch)
    {
        inputValues[batch] ??= [Wrap(Input, input, batch)];
        outputValues[batch] ??= [.. Outputs.Zip(outputs, (buffer, spec) => Wrap(buffer, spec, batch))];
        session.Run(options, inputNames, inputValues[batch]!, outputNames, outputValues[batch]!);
    }

    public void Dispose()
    {
        foreach (var values in inputValues.Concat(outputValues))
            foreach (var value in values ?? [])
                value.Dispose();
        options.Dispose();
    }

    private static OrtValue Wrap(float[] buffer, TensorSpec spec, int batch) =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, buffer.AsMemory(0, spec.Size * batch), spec.Batch(batch));
}
