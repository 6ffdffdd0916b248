using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Mingchu.Edge.Inference.Manifests;
using OpenCvSharp;

namespace Mingchu.Edge.Inference;

/// <summary>Whether a network does here what it did where it was made: its reference input must give its reference output, in a time that a camera can live with.</summary>
public static class ModelTrial
{
    /// <summary>Longest run of one network; a box that takes longer is not made for it.</summary>
    public static readonly TimeSpan Slowest = TimeSpan.FromSeconds(5);

    // Sums in another order on another processor differ by this much; another network differs by more.
    private const float Tolerance = 1e-3f;

    /// <summary>Why it does not do; null when it does. Takes the reference from the model's own folder; a model without one does not.</summary>
    public static string? Fault(ModelManifest manifest)
    {
        try
        {
            return Run(manifest);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or OnnxRuntimeException or OpenCVException or ArgumentException or IndexOutOfRangeException or InvalidOperationException)
        {
            return $"{manifest.Name} {manifest.Version}: the reference can't be run: {e.Message}";
        }
    }

    private static string? Run(ModelManifest manifest)
    {
        var reference = Path.Combine(manifest.Folder, "reference");
        var expected = JsonSerializer.Deserialize<Dictionary<string, Tensor>>(File.ReadAllText(Path.Combine(reference, "output.json")), JsonSerializerOptions.Web) ?? [];
        if (expected.Count == 0)
            return $"{manifest.Name} {manifest.Version}: its reference names no output";
        using var session = new InferenceSession(Path.Combine(manifest.Folder, manifest.File));
        using var input = OrtValue.CreateTensorValueFromMemory(Input(Path.Combine(reference, "input.png"), manifest.Input), [1, 3, manifest.Input.Height, manifest.Input.Width]);
        using var sizes = OrtValue.CreateTensorValueFromMemory<long>([manifest.Input.Width, manifest.Input.Height], [1, 2]);
        var told = (manifest as DetectorManifest)?.Output.Sizes;
        using var options = new RunOptions();
        var begun = Stopwatch.GetTimestamp();
        using var results = told is null
            ? session.Run(options, [manifest.Input.Name], [input], [.. expected.Keys])
            : session.Run(options, [manifest.Input.Name, told], [input, sizes], [.. expected.Keys]);
        if (Stopwatch.GetElapsedTime(begun) is var took && took > Slowest)
            return $"{manifest.Name} {manifest.Version}: one run takes {took.TotalSeconds:F1} s on this box; at most {Slowest.TotalSeconds} s will do";
        return expected.Zip(results, (e, found) => Differs(e.Key, e.Value, found)).OfType<string>().Select(f => $"{manifest.Name} {manifest.Version}: {f}").FirstOrDefault();
    }

    private static string? Differs(string name, Tensor expected, OrtValue result)
    {
        var whole = result.GetTensorTypeAndShape().ElementDataType == TensorElementType.Int64;
        float[] found = whole ? [.. result.GetTensorDataAsSpan<long>().ToArray().Select(v => (float)v)] : result.GetTensorDataAsSpan<float>().ToArray();
        for (var i = 0; i < expected.Values.Length; i++)
        {
            var value = found[expected.Indices?[i] ?? i];
            if (!(MathF.Abs(value - expected.Values[i]) <= Tolerance * Math.Max(1, MathF.Abs(expected.Values[i]))))
                return $"output {name} is not the reference's: expected {expected.Values[i]}, found {value}";
        }
        return expected.Values.Length == 0 ? $"output {name} of the reference is empty" : null;
    }

    private static float[] Input(string file, InputSpec spec)
    {
        using var mat = Cv2.ImDecode(File.ReadAllBytes(file), ImreadModes.Color);
        if ((mat.Width, mat.Height) != (spec.Width, spec.Height))
            throw new InvalidOperationException($"{Path.GetFileName(file)} is {mat.Width} x {mat.Height}, the input {spec.Width} x {spec.Height}");
        var bgr = new byte[spec.Width * spec.Height * 3];
        Marshal.Copy(mat.Data, bgr, 0, bgr.Length);
        var tensor = new float[spec.Size];
        new TensorFiller(spec).Fill(bgr, spec.Width * 3, spec.Width, spec.Height, tensor);
        return tensor;
    }

    private sealed record Tensor(float[] Values, int[]? Indices);
}
