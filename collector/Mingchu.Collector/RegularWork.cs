namespace Mingchu.Collector;

/// <summary>
/// Work that a running collector looks for again and again. What is due lies in the database and stays due until it is done, so a look that fails loses nothing: it is logged, and the next look
/// finds it.
/// </summary>
/// <param name="every">Pause between two looks.</param>
/// <param name="time">The clock; derived classes use <see cref="Time"/>.</param>
/// <param name="log">The log; derived classes use <see cref="Log"/>.</param>
/// <param name="atOnce">Whether the first look is at the start, else after a pause.</param>
public abstract class RegularWork(TimeSpan every, TimeProvider time, ILogger log, bool atOnce = true) : BackgroundService
{
    /// <summary>The clock.</summary>
    protected TimeProvider Time => time;

    /// <summary>The log.</summary>
    protected ILogger Log => log;

    /// <summary>Does what is due now; how much it was.</summary>
    public abstract Task<int> Round(CancellationToken ct);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!atOnce)
            await Pause(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Round(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The database is away, or another collector was quicker.
                log.LogWarning(e, "{Work} broke off; what is due is looked for again in {Pause}", GetType().Name, every);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Pause(stoppingToken);
        }
    }

    private async Task Pause(CancellationToken ct) => await Task.Delay(every, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
