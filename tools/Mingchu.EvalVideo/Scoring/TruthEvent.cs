namespace Mingchu.EvalVideo.Scoring;

/// <summary>A hazard in view.</summary>
/// <param name="Code">Of the hazard list.</param>
/// <param name="From">Second from which it is in view.</param>
/// <param name="To">Second until which it is.</param>
internal sealed record TruthEvent(string Code, double From, double To);
