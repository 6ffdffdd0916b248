using System.Diagnostics;
using System.Threading.Channels;
using Mingchu.Collector.Broker;
using MQTTnet;
using Prometheus;

namespace Mingchu.Collector.Ingest;

/// <summary>
/// Writes, answers, acknowledges, in this order: a receipt is sent only for what is durable, and the broker may forget a message only
/// after its receipt. When the storage is away the batch waits here and the devices keep everything.
/// </summary>
public sealed class IngestPump(IngestQueue queue, BatchWriter writer, IBrokerLink link, TimeProvider time, ILogger<IngestPump> log) : BackgroundService
{
    private const int MostPerBatch = 256;
    private const int MostUnanswered = 4;

    private static readonly Counter Messages = Metrics.CreateCounter("mingchu_ingest_messages_total", "Messages of devices by result.", "result");
    private static readonly Histogram BatchSize = Metrics.CreateHistogram("mingchu_ingest_batch_messages", "Messages per transaction.",
        new HistogramConfiguration { Buckets = [1, 2, 4, 8, 16, 32, 64, 128, 256] });

    private static readonly Histogram Seconds = Metrics.CreateHistogram("mingchu_ingest_batch_seconds", "Seconds per transaction.");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var written = Channel.CreateBounded<IReadOnlyList<Outcome>>(new BoundedChannelOptions(MostUnanswered) { SingleReader = true, SingleWriter = true });
        var answering = Answer(written, stoppingToken);
        try
        {
            while (true)
                await written.Writer.WriteAsync(await Write(await queue.Take(MostPerBatch, stoppingToken), stoppingToken), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is in hand was not acknowledged and comes again.
            await answering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<IReadOnlyList<Outcome>> Write(IReadOnlyList<Reading> batch, CancellationToken ct)
    {
        var begun = Stopwatch.GetTimestamp();
        var outcomes = await Store(batch, ct);
        Seconds.Observe(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        BatchSize.Observe(batch.Count);
        return outcomes;
    }

    // The next batches are written while one is answered; answers keep their order.
    private async Task Answer(Channel<IReadOnlyList<Outcome>> written, CancellationToken ct)
    {
        try
        {
            await foreach (var outcomes in written.Reader.ReadAllAsync(ct))
                await Answer(outcomes, ct);
        }
        catch (Exception e)
        {
            // Whoever writes must not wait for ever for somebody who is gone.
            written.Writer.TryComplete(e);
            throw;
        }
    }

    private async Task Answer(IReadOnlyList<Outcome> outcomes, CancellationToken ct)
    {
        var at = time.GetUtcNow();
        List<MqttApplicationMessage> receipts = [];
        foreach (var outcome in outcomes)
        {
            Messages.WithLabels(outcome.Result.ToString().ToLowerInvariant()).Inc();
            if (outcome.Reading is Reading.Unusable bad)
                log.LogWarning("Message {MessageId} of {Device} rejected: {Reason} {Pointer} {Detail}", bad.MessageId, bad.Device, bad.Why.Reason, bad.Why.Pointer, bad.Why.Detail);
            if (outcome.ToReceipt(at) is { } receipt)
                receipts.Add(Outgoing.Receipt(outcome.Reading.Device, receipt));
        }

        await link.Publish(receipts, ct);
        foreach (var outcome in outcomes)
            await Acknowledge(outcome.Reading.Source, ct);
    }

    private async Task<IReadOnlyList<Outcome>> Store(IReadOnlyList<Reading> readings, CancellationToken ct)
    {
        for (var pause = TimeSpan.FromMilliseconds(100); ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, TimeSpan.FromSeconds(10).Ticks)))
        {
            try
            {
                return await writer.Write(readings, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                log.LogError(e, "{Count} messages could not be stored; trying again in {Pause}", readings.Count, pause);
                await Task.Delay(pause, time, ct);
            }
        }
    }

    private async Task Acknowledge(Incoming message, CancellationToken ct)
    {
        if (message.Acknowledge is null)
            return;
        try
        {
            await message.Acknowledge(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogDebug("Not acknowledged, the session is gone: {Why}", e.Message);
        }
    }
}
