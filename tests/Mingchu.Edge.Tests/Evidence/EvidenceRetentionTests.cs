using Microsoft.Extensions.Time.Testing;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Config;
using Mingchu.Edge.Evidence;
using Mingchu.Edge.Spool;
using Mingchu.Edge.Tests.Support;

namespace Mingchu.Edge.Tests.Evidence;

/// <summary>The order is shown on <c>Sacrifice</c>; here, that what it picks really goes, with its message.</summary>
[Trait("row", "A6")]
public sealed class EvidenceRetentionTests : IDisposable
{
    private const int Half = 6_000_000;
    private readonly TempFolder folder = new();
    private readonly LogLines log = new();

    public void Dispose() => folder.Dispose();

    private EvidenceRetention Retention(AlertSpool spool, EvidenceConfig config, Func<long>? free = null) =>
        new(folder.Path, config, () => [], spool, new FakeTimeProvider(Some.At.AddMinutes(10)), log.Logger, free ?? (() => long.MaxValue));

    private AlertSpool Open() => AlertSpool.Open(folder.Path, new(), TimeProvider.System, log.Logger);

    private static IEnumerable<string> Waiting(AlertSpool spool) => spool.Index.Oldest(SpoolKind.Evidence, 99).Select(e => e.AlertId);

    [Fact]
    public async Task Too_much_evidence_goes_where_it_is_delivered_then_where_the_alert_is_over_then_the_oldest()
    {
        await using (var spool = Open())
        {
            var delivered = Some.Evidence(Some.Alert(4), folder.Path, Half);
            await spool.PutAsync([Some.Message(1), Some.Evidence(Some.Alert(1), folder.Path, Half)]);
            await spool.PutAsync([Some.Message(2), Some.Evidence(Some.Alert(2), folder.Path, Half), Some.Message(Some.Alert(2, AlertPhase.Cleared, 1))]);
            await spool.PutAsync([Some.Message(3), Some.Evidence(Some.Alert(3), folder.Path, Half), Some.Message(4), delivered]);
            // That an alert's events are with the collector does not end the alert.
            await spool.SettleAsync(Some.Message(1).MessageId);
            await spool.SettleAsync(delivered.MessageId);
            await Retention(spool, new() { MaxMiB = 20 }).StepAsync();
            Assert.Empty(spool.Answered.All);
            Assert.Equal(3, Waiting(spool).Count());
            await Retention(spool, new() { MaxMiB = 16 }).StepAsync();
            Assert.Equal([Some.Alert(1).AlertId, Some.Alert(3).AlertId], Waiting(spool));
            await Retention(spool, new() { MaxMiB = 8 }).StepAsync();
        }
        await using (var spool = Open())
        {
            Assert.Equal([Some.Alert(3).AlertId], Waiting(spool));
            Assert.Equal((4, 2, 0), (spool.Index.Oldest(SpoolKind.Alert, 9).Count, spool.DroppedEvidence, spool.DroppedAlerts));
            Assert.Single(Directory.EnumerateFiles(folder["evidence"], "*", SearchOption.AllDirectories));
        }
    }

    [Fact]
    public async Task Age_takes_what_is_delivered_and_what_is_over_and_nothing_of_an_open_alert()
    {
        await using var spool = Open();
        var delivered = Some.Evidence(Some.Alert(1), folder.Path);
        await spool.PutAsync([Some.Message(1), delivered, Some.Evidence(Some.Alert(1), folder.Path, kind: EvidenceKind.Boxed)]);
        await spool.PutAsync([Some.Message(2), Some.Evidence(Some.Alert(2), folder.Path), Some.Message(Some.Alert(2, AlertPhase.Cleared, 1))]);
        await spool.SettleAsync(delivered.MessageId);
        File.SetLastWriteTimeUtc(folder[spool.Answered.All.Single().Id], Some.At.UtcDateTime);
        await Retention(spool, new() { MaxAge = TimeSpan.FromHours(1) }).StepAsync();
        Assert.Equal(2, Waiting(spool).Count());
        await Retention(spool, new() { MaxAge = TimeSpan.FromMinutes(1) }).StepAsync();
        Assert.Equal([Some.Alert(1).AlertId], Waiting(spool));
        Assert.DoesNotContain(delivered.AlertId, log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_fills_up_gives_room_back_and_keeps_every_alert()
    {
        await using var spool = Open();
        await spool.PutAsync([Some.Message(1), Some.Evidence(Some.Alert(1), folder.Path, Half), Some.Message(2), Some.Evidence(Some.Alert(2), folder.Path, Half)]);
        await Retention(spool, new() { MinFreeMiB = 10 }, free: () => 6 * 1024 * 1024).StepAsync();
        Assert.Equal([Some.Alert(2).AlertId], Waiting(spool));
        Assert.Equal(2, spool.Index.Oldest(SpoolKind.Alert, 9).Count);
        Assert.Contains(Some.Alert(1).AlertId, log.All, StringComparison.Ordinal);
    }
}
