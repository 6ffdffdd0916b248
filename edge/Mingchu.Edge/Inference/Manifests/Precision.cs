namespace Mingchu.Edge.Inference.Manifests;

/// <summary>Numbers a network calculates with.</summary>
public enum Precision
{
    /// <summary>32-bit floats: the file every manifest names.</summary>
    Float,

    /// <summary>8-bit whole numbers, by the manifest's <c>variants</c>.</summary>
    Int8,
}
