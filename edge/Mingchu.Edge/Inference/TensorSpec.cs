namespace Mingchu.Edge.Inference;

/// <summary>A tensor a network must have. The first size is the batch; every other is exact.</summary>
internal sealed record TensorSpec(string Name, IReadOnlyList<int> Shape)
{
    /// <summary>int64 instead of float32.</summary>
    public bool Whole { get; init; }

    /// <summary>Numbers of one batch entry.</summary>
    public int Size => Shape.Skip(1).Aggregate(1, (a, b) => a * b);

    /// <summary>The shape of a batch.</summary>
    public long[] Batch(int count) => [count, .. Shape.Skip(1).Select(s => (long)s)];

    public override string ToString() => $"{Name} of shape {string.Join(" x ", Shape.Skip(1).Select(s => $"{s}").Prepend("N"))}";
}
