using System.Diagnostics;
using System.Globalization;

namespace Mingchu.Rig;

/// <summary>Waiting for something to become true, by looking again and again until a deadline.</summary>
public static class Wait
{
    /// <summary>
    /// How long to wait for something that takes seconds on a busy machine: a hang guard, not a measure.
    /// The environment's <c>MINGCHU_PATIENCE</c>, in seconds, or 90.
    /// </summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(
        double.TryParse(Environment.GetEnvironmentVariable("MINGCHU_PATIENCE"), CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? seconds : 90);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>The first value that is not null. Exceptions of the look count as not yet and end up in the message.</summary>
    /// <exception cref="TimeoutException">Not within <paramref name="patience"/> (default <see cref="Patience"/>).</exception>
    public static async Task<T> For<T>(string what, Func<Task<T?>> look, CancellationToken ct, TimeSpan? patience = null, Func<string>? context = null)
    {
        var limit = patience ?? Patience;
        var since = Stopwatch.GetTimestamp();
        Exception? last = null;
        while (Stopwatch.GetElapsedTime(since) < limit)
        {
            try
            {
                if (await look() is { } value)
                    return value;
                last = null;
            }
            catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                last = e;
            }
            await Task.Delay(Pause, ct);
        }
        throw new TimeoutException($"not within {limit.TotalSeconds:0} s: {what}{(last is null ? "" : $" ({last.Message})")}{context?.Invoke()}", last);
    }

    /// <summary>Waits until the condition holds.</summary>
    /// <exception cref="TimeoutException">Not within <paramref name="patience"/> (default <see cref="Patience"/>).</exception>
    public static Task Until(string what, Func<Task<bool>> holds, CancellationToken ct, TimeSpan? patience = null, Func<string>? context = null) =>
        For(what, async () => await holds() ? "" : null, ct, patience, context);

    /// <inheritdoc cref="Until(string, Func{Task{bool}}, CancellationToken, TimeSpan?, Func{string}?)"/>
    public static Task Until(string what, Func<bool> holds, CancellationToken ct, TimeSpan? patience = null, Func<string>? context = null) =>
        Until(what, () => Task.FromResult(holds()), ct, patience, context);
}
