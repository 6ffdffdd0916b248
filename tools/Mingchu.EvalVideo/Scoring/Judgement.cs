namespace Mingchu.EvalVideo.Scoring;

/// <summary>What one hazard of one camera came to.</summary>
/// <param name="Code">Of the hazard list.</param>
/// <param name="Found">Events with their alert.</param>
/// <param name="Missed">Events long enough that no alert told of.</param>
/// <param name="False">Alerts of nothing in the truth.</param>
/// <param name="Again">Further alerts of an event that had one: another zone, or a matter told twice.</param>
internal sealed record Judgement(
    string Code, IReadOnlyList<(TruthEvent Event, RaisedAlert Alert)> Found, IReadOnlyList<TruthEvent> Missed, IReadOnlyList<RaisedAlert> False, IReadOnlyList<RaisedAlert> Again);
