namespace Mingchu.Edge.Core.Detection;

/// <summary>
/// What the raw output tensors of a detector family say, as boxes: one implementation per output layout. Immutable, safe for several threads.
/// A new layout is a file beside this one and a line in the manifest reader's list of layouts.
/// </summary>
public interface IBoxDecoder
{
    /// <summary>Shape of each output tensor for one picture, without the batch, in the order <see cref="Decode"/> takes them.</summary>
    IReadOnlyList<IReadOnlyList<int>> Shapes { get; }

    /// <summary>Classes the network tells apart.</summary>
    int Classes { get; }

    /// <summary>The network gives one box per thing (the DETR families), so boxes that cover each other are different things.</summary>
    bool OneBoxPerThing { get; }

    /// <summary>
    /// Appends every (box, class) whose score reaches the class's floor, in pixels of the network's input. NaN, infinite and otherwise
    /// impossible values are passed over.
    /// </summary>
    /// <param name="outputs">The tensors, row-major.</param>
    /// <param name="floors">Lowest score of each class, 0..1.</param>
    /// <param name="into">Owned by the caller.</param>
    /// <exception cref="ArgumentException">A tensor or the floors are not as long as they must be.</exception>
    void Decode(ReadOnlySpan<float[]> outputs, ReadOnlySpan<float> floors, List<Candidate> into);
}

/// <summary>What every decoder asks of its input.</summary>
internal static class BoxDecoderInput
{
    public static void Check(this IBoxDecoder decoder, ReadOnlySpan<float[]> outputs, ReadOnlySpan<float> floors)
    {
        if (outputs.Length != decoder.Shapes.Count)
            throw new ArgumentException($"expected {decoder.Shapes.Count} tensors, got {outputs.Length}", nameof(outputs));
        for (var i = 0; i < outputs.Length; i++)
            if (outputs[i].Length != decoder.Shapes[i].Aggregate(1, (a, b) => a * b))
                throw new ArgumentException($"expected {string.Join(" x ", decoder.Shapes[i])} values, got {outputs[i].Length}", nameof(outputs));
        if (floors.Length != decoder.Classes)
            throw new ArgumentException($"expected {decoder.Classes} floors, got {floors.Length}", nameof(floors));
    }

    public static float Lowest(this ReadOnlySpan<float> floors)
    {
        var lowest = float.PositiveInfinity;
        foreach (var floor in floors)
            lowest = MathF.Min(lowest, floor);
        return lowest;
    }
}
