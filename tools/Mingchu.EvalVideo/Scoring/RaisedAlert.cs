namespace Mingchu.EvalVideo.Scoring;

/// <summary>An alert the rules raised.</summary>
/// <param name="Code">Of the hazard list.</param>
/// <param name="Zone">Zone id, or null for the whole picture.</param>
/// <param name="Second">When it was raised, after the dwell time.</param>
/// <param name="Confidence">0..1.</param>
internal sealed record RaisedAlert(string Code, string? Zone, double Second, double Confidence);
