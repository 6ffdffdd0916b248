namespace Mingchu.EvalVideo.Scoring;

/// <summary>How long a hazard must last before the rules raise it, and be over before they can raise it anew.</summary>
/// <param name="Dwell">Seconds, the shortest of all its zones.</param>
/// <param name="Clear">Seconds.</param>
internal sealed record HazardTimes(double Dwell, double Clear);
