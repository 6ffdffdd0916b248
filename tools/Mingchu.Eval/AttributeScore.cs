using Mingchu.Edge.Core.Detection;
using Mingchu.Edge.Inference.Manifests;

namespace Mingchu.Eval;

/// <summary>Collects one attribute's readings on boxes whose truth is known. Accuracy, precision, recall and F1 are among the determined.</summary>
internal sealed class AttributeScore(AttributeSpec attribute, string boxes)
{
    /// <summary>Box width in picture pixels for <see cref="AttributeResult.Determined24"/>.</summary>
    private const float Wide = 24;

    private readonly List<(string Truth, string? Answer, bool Wide)> readings = [];

    /// <summary>One box: the word of the truth (words that mean no value of the model are passed over), the answer, its width in pixels.</summary>
    public void Add(string? word, AttributeReading reading, float pixels)
    {
        if (attribute.Values.FirstOrDefault(v => v.Labels.Contains(word, StringComparer.Ordinal)) is { } truth)
            readings.Add((truth.Name, reading.Value, pixels >= Wide));
    }

    /// <summary>The figures; null where nothing could be counted.</summary>
    public AttributeResult Result()
    {
        var told = readings.Where(r => r.Answer is not null).ToArray();
        var wide = readings.Where(r => r.Wide).ToArray();
        return new(attribute.Name, boxes, Share(told.Length, readings.Count), Share(wide.Count(r => r.Answer is not null), wide.Length),
            Share(told.Count(r => r.Answer == r.Truth), told.Length), [.. attribute.Values.Select(v => Of(v.Name, told))]);
    }

    private ValueResult Of(string value, (string Truth, string? Answer, bool Wide)[] told)
    {
        var right = told.Count(r => r.Truth == value && r.Answer == value);
        var (answered, actual) = (told.Count(r => r.Answer == value), told.Count(r => r.Truth == value));
        return new(value, Share(2 * right, answered + actual), Share(right, answered), Share(right, actual), readings.Count(r => r.Truth == value));
    }

    private static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
