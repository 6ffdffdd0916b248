namespace Mingchu.Edge.Capture;

/// <summary>Waits between attempts: doubled from 1 s up to a limit, shortened at random by up to a half so that many don't come at once.</summary>
public static class Backoff
{
    /// <summary>The wait after the n-th failure in a row, n &gt;= 1; <paramref name="jitter"/> 0..1.</summary>
    public static TimeSpan After(int failures, double jitter, TimeSpan? limit = null)
    {
        var seconds = Math.Min((limit ?? TimeSpan.FromSeconds(60)).TotalSeconds, Math.Pow(2, Math.Clamp(failures - 1, 0, 20)));
        return TimeSpan.FromSeconds(Math.Max(Math.Min(1, seconds), seconds * (1 - jitter / 2)));
    }
}
