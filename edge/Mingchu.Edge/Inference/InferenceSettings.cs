using Mingchu.Edge.Inference.Manifests;

namespace Mingchu.Edge.Inference;

/// <summary>How networks are run.</summary>
public sealed record InferenceSettings
{
    /// <summary>Threads that one network's run may use, at least 1. More than one helps a single camera, several cameras do better with 1.</summary>
    public int IntraOpThreads { get; init; } = 1;

    /// <summary>
    /// ONNX Runtime's execution provider. Only <c>cpu</c> is in this build and was tried; another name is asked of the runtime and refused
    /// with what it offers.
    /// </summary>
    public string Provider { get; init; } = "cpu";

    /// <summary>Which file of each model is run.</summary>
    public Precision Precision { get; init; } = Precision.Float;

    /// <summary>Folder of the kitchen's own uniforms; null when none are matched.</summary>
    public string? Uniforms { get; init; }
}
