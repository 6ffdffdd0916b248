using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Storage;
using Mingchu.Contracts.Messages;
using Mingchu.Rig;

namespace Mingchu.Collector.Tests.Ingest;

public sealed class KilledCollectorTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A device with a spool: sends every alert again until its receipt is there, over every loss of the collector.</summary>
    [Fact]
    public async Task A_collector_killed_in_mid_flow_loses_nothing_acknowledged_and_doubles_nothing()
    {
        await using var folder = new RunFolder();
        await using var collector = CollectorProcess.Create(folder, new CollectorSetup());
        await collector.AddPremises("p1", "阿明烧烤", "putian/xianyou", Ct);
        var token = await collector.AddDevice("box-1", "p1", Ct);
        await collector.Start(Ct);

        var start = Some.Now().AddDays(-2);
        var alerts = Enumerable.Range(0, 600).Select(i => Some.Alert("box-1", start.AddMinutes(i * 2))).ToList();
        var settled = new HashSet<string>(StringComparer.Ordinal);
        var kills = 0;
        while (settled.Count < alerts.Count)
        {
            await using var box = await Wait.For("the broker answers", async () => (Box?)await Box.Connect("box-1", token, collector.MqttPort, Ct), Ct);
            var (sent, killed) = (0, false);
            foreach (var alert in alerts.Where(a => !settled.Contains($"{a.AlertId}/0")))
            {
                await box.Publish(Contracts.Topics.Alerts("box-1"), Some.Json("box-1", alert), Ct);
                sent++;
                if (kills == 3)
                    continue;
                // In mid-flow: some are committed, some on the way, some unsent.
                if (sent == 150)
                    await Wait.Until("the first receipts", () => box.Receipts.Count > 0, Ct);
                if (sent < 170)
                    continue;
                (kills, killed) = (kills + 1, true);
                await collector.Kill9();
                break;
            }

            if (!killed)
                await Wait.Until("the receipts", () => settled.Count + box.Receipts.Count(r => !settled.Contains(r.MessageId)) >= alerts.Count, Ct);
            Assert.DoesNotContain(box.Receipts, r => r.Result == ReceiptResult.Rejected);
            settled.UnionWith(box.Receipts.Select(r => r.MessageId));
            if (killed)
                await collector.Start(Ct);
        }

        Assert.Equal(3, kills);
        await collector.Kill9();
        var options = new DbContextOptionsBuilder<SqliteCollectorDb>().UseSqlite($"Data Source={folder.At("collector.db")}").Options;
        await using var db = new SqliteCollectorDb(options);
        Assert.Equal(alerts.Select(a => a.AlertId).Order(StringComparer.Ordinal), (await db.Leads.Select(l => l.AlertId).ToListAsync(Ct)).Order(StringComparer.Ordinal));
        Assert.Equal(alerts.Count, await db.Cases.SumAsync(c => c.Leads, Ct));
        Assert.Equal(alerts.Count, await db.CaseEvents.CountAsync(e => e.Type == "opened" || e.Type == "lead-added", Ct));
        var verify = await collector.Command(["verify"], Ct);
        Assert.True(verify.ExitCode == 0, verify.Everything);
    }
}
