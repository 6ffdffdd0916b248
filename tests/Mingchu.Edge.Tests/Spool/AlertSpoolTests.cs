using Mingchu.Contracts.Messages;
using Mingchu.Edge.Config;
using Mingchu.Edge.Spool;
using Mingchu.Edge.Tests.Support;

namespace Mingchu.Edge.Tests.Spool;

[Trait("row", "A6")]
public sealed class AlertSpoolTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    private AlertSpool Open(SpoolConfig? limits = null) => AlertSpool.Open(folder.Path, limits ?? new(), TimeProvider.System, Some.Silent);

    [Fact]
    public async Task What_was_put_is_there_after_a_restart_in_order_and_once()
    {
        await using (var spool = Open())
            await Task.WhenAll(Enumerable.Range(0, 120).Select(i => spool.PutAsync([Some.Message(i)])));
        await using (var spool = Open())
        {
            await spool.PutAsync([Some.Message(7)]);
            Assert.Equal(120, spool.Index.Count);
            Assert.Equal(Enumerable.Range(0, 120).Select(i => Some.Message(i).MessageId), spool.Index.Oldest(SpoolKind.Alert, 1000).Select(e => e.MessageId));
            Assert.Equal(Some.Message(7).Payload, spool.Payload(spool.Index.Find(Some.Message(7).MessageId)!));
        }
    }

    [Fact]
    public async Task A_receipt_removes_message_and_file()
    {
        await using var spool = Open();
        var evidence = Some.Evidence(Some.Alert(1), folder.Path);
        await spool.PutAsync([Some.Message(1), evidence]);
        await spool.SettleAsync(evidence.MessageId);
        await spool.SettleAsync(evidence.MessageId);
        Assert.Equal([Some.Message(1).MessageId], spool.Index.Oldest(SpoolKind.Alert, 9).Select(e => e.MessageId));
        Assert.Empty(spool.Index.Oldest(SpoolKind.Evidence, 9));
        Assert.False(File.Exists(folder[evidence.File!.Path]));
    }

    [Fact]
    public async Task What_the_collector_has_or_refused_lies_aside_also_after_a_restart()
    {
        SpoolMessage taken, refused;
        await using (var spool = Open())
        {
            (taken, refused) = (Some.Evidence(Some.Alert(1), folder.Path), Some.Evidence(Some.Alert(2), folder.Path));
            await spool.PutAsync([Some.Message(1), taken, Some.Message(2), refused]);
            await spool.SettleAsync(taken.MessageId);
            await spool.RejectAsync(refused.MessageId, "upload", null, "not really a picture");
        }
        await using (var spool = Open())
        {
            Assert.Equal([$"answered/{taken.AlertId}/clean.jpg", $"answered/{refused.AlertId}/clean.jpg"], spool.Answered.All.Select(a => a.Id).ToHashSet());
            Assert.All(spool.Answered.All, a => Assert.Equal(100, new FileInfo(folder[a.Id]).Length));
            spool.Answered.Delete($"answered/{taken.AlertId}/clean.jpg");
            Assert.Single(Directory.EnumerateFileSystemEntries(folder["answered"]));
        }
    }

    [Fact]
    public async Task A_refused_message_is_kept_with_its_reason()
    {
        await using (var spool = Open())
        {
            await spool.PutAsync([Some.Message(1)]);
            await spool.RejectAsync(Some.Message(1).MessageId, RejectReasons.UnknownHazard, "/data/hazard", "no such hazard");
            Assert.Equal(0, spool.Index.Count);
        }
        await using (var spool = Open())
        {
            var row = Assert.Single(spool.RejectedRows());
            Assert.Equal((Some.Message(1).MessageId, RejectReasons.UnknownHazard, "/data/hazard"), (row.MessageId, row.Reason, row.Pointer));
            Assert.Equal(Some.Message(1).Payload, row.Payload);
        }
    }

    [Fact]
    public async Task Every_start_has_a_higher_session_and_knows_the_alerts_left_open()
    {
        await using (var spool = Open())
        {
            Assert.Equal(1, spool.Session);
            await spool.PutAsync([Some.Message(1), Some.Message(2), Some.Message(Some.Alert(1, AlertPhase.Cleared, 1))]);
            foreach (var entry in spool.Index.Oldest(SpoolKind.Alert, 9))
                await spool.SettleAsync(entry.MessageId);
        }
        await using (var spool = Open())
        {
            Assert.Equal(2, spool.Session);
            Assert.Equal([Some.Alert(2).AlertId], spool.LeftOpen.Select(a => a.AlertId));
        }
    }

    [Fact]
    public async Task Too_many_messages_drop_the_oldest_alert_whole_and_count_it_for_ever()
    {
        await using (var spool = Open(new() { MaxMessages = 100 }))
        {
            await spool.PutAsync([Some.Message(0), Some.Evidence(Some.Alert(0), folder.Path), Some.Message(Some.Alert(0, AlertPhase.Cleared, 1))]);
            for (var i = 1; i <= 98; i++)
                await spool.PutAsync([Some.Message(i)]);
            Assert.Equal((98, 2, 1), (spool.Index.Count, spool.DroppedAlerts, spool.DroppedEvidence));
        }
        await using (var spool = Open())
            Assert.Equal((98, 2, 1), (spool.Index.Count, spool.DroppedAlerts, spool.DroppedEvidence));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(9000)]
    [InlineData(-1)]
    public async Task A_damaged_file_is_set_aside_and_work_goes_on(int keep)
    {
        await using (var spool = Open())
            await spool.PutAsync([.. Enumerable.Range(0, 200).Select(Some.Message)]);
        var file = folder["spool.db"];
        if (keep < 0)
            await File.WriteAllBytesAsync(file, [.. Enumerable.Range(0, 65536).Select(i => (byte)(i * 31))], TestContext.Current.CancellationToken);
        else
            using (var stream = File.OpenWrite(file))
                stream.SetLength(keep);
        await using (var spool = Open())
        {
            await spool.PutAsync([Some.Message(1000)]);
            Assert.NotNull(spool.Index.Find(Some.Message(1000).MessageId));
        }
        // A file cut to nothing is a new file to LiteDB; anything else must lie beside the fresh one for repair.
        Assert.Equal(keep != 0, Directory.EnumerateFiles(folder.Path, "*damaged*").Any());
    }

    [Fact]
    public async Task Files_whose_message_never_became_durable_are_swept_at_the_start()
    {
        await using (var spool = Open())
            await spool.PutAsync([Some.Message(1), Some.Evidence(Some.Alert(1), folder.Path)]);
        var orphan = Some.Evidence(Some.Alert(2), folder.Path);
        await using (var spool = Open())
        {
            Assert.False(File.Exists(folder[orphan.File!.Path]));
            Assert.Single(Directory.EnumerateFiles(folder["evidence"], "*", SearchOption.AllDirectories));
        }
    }
}
