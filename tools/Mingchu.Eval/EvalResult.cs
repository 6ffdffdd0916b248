using System.Text.Json.Serialization;

namespace Mingchu.Eval;

/// <summary>What an evaluation prints with <c>--json</c>. Shares are 0..1; null where there is nothing to divide by.</summary>
internal sealed record EvalResult(IReadOnlyList<ClassResult> Classes, int Images)
{
    /// <summary>Only where the folder has an <c>attributes.csv</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AttributeResult>? Attributes { get; init; }
}

/// <summary>One class of the detector; precision and recall at the manifest's threshold.</summary>
internal sealed record ClassResult(string Name, double? Ap50, double? Precision, double? Recall, int Boxes);

/// <summary>One attribute on one kind of boxes.</summary>
/// <param name="Boxes"><c>labelled</c>, or <c>detected</c>: the detector's own, matched to labelled ones at overlap 0.5.</param>
/// <param name="Determined">Share of the boxes of known truth with an answer.</param>
/// <param name="Determined24">The same among boxes at least 24 picture pixels wide (the width of the box that was read).</param>
/// <param name="Accuracy">Share of right answers among the determined.</param>
internal sealed record AttributeResult(
    string Name, string Boxes, double? Determined, double? Determined24, double? Accuracy, IReadOnlyList<ValueResult> Values);

/// <summary>One value among the determined; <paramref name="Count"/> is all boxes of that truth, determined or not.</summary>
internal sealed record ValueResult(string Name, double? F1, double? Precision, double? Recall, int Count);

/// <summary>The JSON form.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(EvalResult))]
internal sealed partial class EvalJson : JsonSerializerContext;
