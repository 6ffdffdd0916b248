namespace Mingchu.Collector.Core.Labels;

/// <summary>What a finding of the boxes is called in <c>attributes.csv</c> of labelled sets.</summary>
public static class AttributeWords
{
    /// <summary>Columns besides stem and box, in the order of the file.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["head", "mask", "clothes", "hands"];

    // Only what can be a violation: that somebody wears a cap is never an alert.
    private static readonly Dictionary<(string, string), (string Column, string Word)> Words = new()
    {
        [("cap", "none")] = ("head", "bare"),
        [("mask", "none")] = ("mask", "none"),
        [("mask", "wrong")] = ("mask", "wrong"),
        [("clothes", "street")] = ("clothes", "street"),
        [("hands", "bare")] = ("hands", "bare"),
    };

    /// <summary>Column and word of a finding; null when labelled sets have none for it.</summary>
    public static (string Column, string Word)? Find(string attribute, string value) => Words.TryGetValue((attribute, value), out var found) ? found : null;
}
