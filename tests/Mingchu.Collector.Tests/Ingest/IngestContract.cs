using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.RemoteConfig;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Rig;

namespace Mingchu.Collector.Tests.Ingest;

public sealed class EmbeddedSqliteIngest(EmbeddedOnSqlite collector) : IngestContract(collector), IClassFixture<EmbeddedOnSqlite>;

public sealed class EmbeddedPostgresIngest(EmbeddedOnPostgres collector) : IngestContract(collector), IClassFixture<EmbeddedOnPostgres>;

public sealed class MosquittoSqliteIngest(MosquittoOnSqlite collector) : IngestContract(collector), IClassFixture<MosquittoOnSqlite>;

public sealed class MosquittoPostgresIngest(MosquittoOnPostgres collector) : IngestContract(collector), IClassFixture<MosquittoOnPostgres>;

/// <summary>What ingest promises to devices, on every broker and database.</summary>
public abstract class IngestContract(CollectorFixture collector)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("row", "B1")]
    public async Task An_alert_becomes_a_graded_case_with_a_receipt()
    {
        var (box, premises, _) = await collector.Device(Ct);
        await using var _b = box;
        var alert = Some.Alert(box.Id, Some.Now().AddMinutes(-1));
        var receipt = Assert.Single(await box.Send(alert, Ct));
        Assert.Equal((ReceiptResult.Accepted, $"{alert.AlertId}/0", null), (receipt.Result, receipt.MessageId, receipt.Reason));

        var opened = Assert.Single(await Cases(premises));
        Assert.Equal(("no-cap", Stage.Open, 1, 1, "grade.hazard"), (opened.Hazard, opened.Stage, opened.Grade, opened.Leads, opened.Reasons()[0].Code));
        Assert.Matches(@"^\d{4}-\d{6}$", opened.Number);
        var lead = await collector.Look(db => db.Leads.SingleAsync(l => l.CaseId == opened.Id, Ct));
        Assert.Equal((alert.StartedAt, alert.RaisedAt), (lead.StartedAt, lead.RaisedAt));
        Assert.True(lead.CommittedAt >= lead.ReceivedAt && lead.ReceivedAt >= lead.RaisedAt);
    }

    [Fact]
    public async Task The_same_message_again_is_a_duplicate_and_doubles_nothing()
    {
        var (box, premises, _) = await collector.Device(Ct);
        await using var _b = box;
        var message = Some.Json(box.Id, Some.Alert(box.Id, Some.Now().AddMinutes(-1)));
        var receipts = await box.Send("alerts", Ct, message, message, message);
        Assert.Equal([ReceiptResult.Accepted, ReceiptResult.Duplicate, ReceiptResult.Duplicate], receipts.Select(r => r.Result));
        Assert.Equal(["opened"], await Types(Assert.Single(await Cases(premises)).Id));
    }

    [Fact]
    [Trait("row", "B2")]
    public async Task Leads_of_the_same_matter_are_one_case_and_all_stay_readable()
    {
        var (box, premises, _) = await collector.Device(Ct);
        await using var _b = box;
        var start = Some.Now().AddHours(-3);
        await box.Send("alerts", Ct, Some.Json(box.Id, Some.Alert(box.Id, start)), Some.Json(box.Id, Some.Alert(box.Id, start.AddMinutes(20), camera: "sink")),
            Some.Json(box.Id, Some.Alert(box.Id, start.AddMinutes(5), hazard: "no-mask")), Some.Json(box.Id, Some.Alert(box.Id, start.AddMinutes(90))));
        var cases = await Cases(premises);
        Assert.Equal([("no-cap", 2), ("no-mask", 1), ("no-cap", 1)], cases.OrderBy(c => c.FirstAt).Select(c => (c.Hazard, c.Leads)));
        var leads = await collector.Look(db => db.Leads.Where(l => l.Device == box.Id).ToListAsync(Ct));
        Assert.Equal(4, leads.Count);
        Assert.All(leads, l => Assert.Contains(l.AlertId, l.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_clearing_that_overtakes_its_alert_loses_nothing()
    {
        var (box, premises, _) = await collector.Device(Ct);
        await using var _b = box;
        var alert = Some.Alert(box.Id, Some.Now().AddMinutes(-30));
        await box.Send(alert.Cleared(900), Ct);
        await box.Send(alert, Ct);
        var opened = Assert.Single(await Cases(premises));
        Assert.Equal((1, 900, 2), (opened.Leads, opened.Seconds, opened.Grade));
        var lead = await collector.Look(db => db.Leads.SingleAsync(l => l.CaseId == opened.Id, Ct));
        Assert.Equal((AlertPhase.Cleared, 1), (lead.Phase, lead.Sequence));
        Assert.Equal(["opened", "lead-updated"], await Types(opened.Id));
    }

    [Fact]
    [Trait("row", "B3")]
    public async Task A_long_duration_and_repeats_raise_the_grade_with_reasons()
    {
        var (box, premises, _) = await collector.Device(Ct);
        await using var _b = box;
        var start = Some.Now().AddHours(-20);
        for (var i = 0; i < 4; i++)
            await box.Send(Some.Alert(box.Id, start.AddHours(i * 4)), Ct);
        await box.Send(Some.Alert(box.Id, start.AddHours(12)).Cleared(1200), Ct);
        var cases = (await Cases(premises)).OrderBy(c => c.FirstAt).ToList();
        Assert.Equal([1, 1, 1, 3], cases.Select(c => c.Grade));
        Assert.Equal(["grade.hazard", "grade.duration", "grade.repeats"], cases[3].Reasons().Select(r => r.Code));
        Assert.Equal(["opened", "lead-updated", "regraded"], await Types(cases[3].Id));
    }

    [Fact]
    public async Task Evidence_may_come_before_or_after_its_alert_enclosed_or_announced()
    {
        var (box, premises, _) = await collector.Device(Ct);
        await using var _b = box;
        var alert = Some.Alert(box.Id, Some.Now().AddMinutes(-2));
        var (boxed, clean) = (Some.Jpeg("boxed" + box.Id), Some.Jpeg("clean" + box.Id));
        Assert.Equal(ReceiptResult.Accepted, Assert.Single(await box.Send(Some.Evidence(alert, boxed, inline: true), Ct)).Result);
        await box.Send(alert, Ct);
        await box.Send(Some.Evidence(alert, clean, EvidenceKind.Clean), Ct);
        var opened = Assert.Single(await Cases(premises));
        Assert.Equal(["opened", "evidence-attached", "evidence-attached"], await Types(opened.Id));
        Assert.Equal(Some.Evidence(alert, boxed).Sha256, opened.Picture);
        var rows = await collector.Look(db => db.Evidence.Where(e => e.Device == box.Id).OrderBy(e => e.Kind).ToListAsync(Ct));
        Assert.Equal([opened.Id, opened.Id], rows.Select(r => r.CaseId));
        Assert.Equal([false, true], rows.Select(r => r.StoredAt is null).OrderBy(missing => missing));
    }

    [Fact]
    public async Task Devices_and_cameras_show_what_they_say_of_themselves()
    {
        var (box, _, _) = await collector.Device(Ct);
        await using var _b = box;
        var now = Some.Now();
        await box.Send("birth", Ct, HostileMessages.Birth(box.Id, session: 7));
        await box.Send("status", Ct, HostileMessages.Status(box.Id, session: 6, online: false));
        await box.Send("cameras/stove/status", Ct, HostileMessages.Camera(box.Id, "stove", CameraState.Offline, now));
        await box.Publish(Topics.Telemetry(box.Id), HostileMessages.Telemetry(box.Id), Ct);
        await Wait.Until("telemetry is there", () => collector.Look(db => db.Devices.AnyAsync(d => d.Id == box.Id && d.SpoolMessages == 3, Ct)), Ct);
        var device = await collector.Look(db => db.Devices.SingleAsync(d => d.Id == box.Id, Ct));
        Assert.Equal((true, 7L, "mingchu-edge 0.1.0"), (device.Online, device.Session, device.Software));
        var camera = await collector.Look(db => db.Cameras.SingleAsync(c => c.Device == box.Id, Ct));
        Assert.Equal(("灶台", CameraState.Offline, now, "refused", 4.5), (camera.Name, camera.State, camera.Since, camera.Reason, camera.AnalysedFps));
        await box.Send("status", Ct, HostileMessages.Status(box.Id, session: 7, online: false));
        Assert.False((await collector.Look(db => db.Devices.SingleAsync(d => d.Id == box.Id, Ct))).Online);
    }

    [Fact]
    [Trait("row", "A5")]
    public async Task Sensors_show_their_newest_reading_and_their_alerts_are_graded_like_any_other()
    {
        var (box, premises, _) = await collector.Device(Ct);
        await using var _b = box;
        var now = Some.Now();
        await box.Send("birth", Ct, HostileMessages.Birth(box.Id, session: 1));
        await box.Publish(Topics.Sensor(box.Id, "store"), HostileMessages.Readings(box.Id, "store", (4.5, now.AddMinutes(-1)), (9.5, now)), Ct);
        await box.Publish(Topics.Sensor(box.Id, "store"), HostileMessages.Readings(box.Id, "store", (1, now.AddMinutes(-9))), Ct);
        await box.Send(Some.Alert(box.Id, now.AddMinutes(-5), "store", "temperature-high") with { Sensor = "store", Measured = new(9.5, "celsius", now) }, Ct);
        Assert.Equal(2, box.Receipts.Count);
        var sensor = await collector.Look(db => db.Sensors.SingleAsync(s => s.Device == box.Id, Ct));
        Assert.Equal(("store", "celsius", 9.5, now), (sensor.Sensor, sensor.Unit, sensor.Value, sensor.At));
        Assert.Equal(("temperature-high", 2), Assert.Single((await Cases(premises)).Select(c => (c.Hazard, c.Grade))));
    }

    [Fact]
    [Trait("row", "A7")]
    public async Task A_device_hears_what_it_is_to_go_by_whenever_it_comes_and_tells_what_became_of_it()
    {
        var (box, _, _) = await collector.Device(Ct);
        await using var _b = box;
        var (other, _, _) = await collector.Device(Ct);
        await using var _o = other;
        var desk = collector.Services.GetRequiredService<ConfigDesk>();
        var wang = new Actor("u1", "王芳", Role.Admin);
        Assert.Equal(1, (await desk.Put(box.Id, 0, "rules: []", "first", wang, Ct)).Revision);
        // Retained: the device was not there when it was asked.
        await Wait.Until("the revision is at the broker", async () =>
        {
            await box.Subscribe(Topics.DesiredConfig(box.Id), Ct);
            return box.Configs.Any(c => c is { Revision: 1, Text: "rules: []" });
        }, Ct);
        Assert.Equal(2, (await desk.Put(box.Id, 1, "rules: [{hazard: no-hat}]", "second", wang, Ct)).Revision);
        await Wait.Until("the next one comes by itself", () => box.Configs.Any(c => c.Revision == 2), Ct);
        Assert.True((await desk.Find(Scope.Everything, box.Id, Ct))!.Drift);
        await box.Send("config/reported", Ct, HostileMessages.Reported(box.Id, new(2, ConfigState.Refused, 1, Some.Now(), [new(1, "rules[0].hazard", "no-hat is unknown")], "rules: []")));
        var view = (await desk.Find(Scope.Everything, box.Id, Ct))!;
        Assert.Equal((true, ConfigState.Refused, 1L, "rules[0].hazard", 2), (view.Drift, view.Reported!.State, view.Reported.Active, view.Reported.Problems[0].Path, view.History.Count));
        Assert.Contains(box.Id, await desk.Drifting(Scope.Everything, Ct));
        await box.Send("config/reported", Ct, HostileMessages.Reported(box.Id, new(2, ConfigState.Applied, 2, Some.Now(), [], null)));
        Assert.False((await desk.Find(Scope.Everything, box.Id, Ct))!.Drift);

        // Nobody hears or says another's, nor changes what is desired.
        await other.Subscribe(Topics.DesiredConfig(box.Id), Ct);
        await other.Publish(Topics.DesiredConfig(box.Id), "{}"u8.ToArray(), Ct, retain: true);
        await box.Publish(Topics.DesiredConfig(box.Id), "{}"u8.ToArray(), Ct, retain: true);
        Assert.Equal(3, (await desk.Put(box.Id, 2, "hours: {}", "third", wang, Ct)).Revision);
        await Wait.Until("the third comes", () => box.Configs.Any(c => c.Revision == 3), Ct);
        Assert.Empty(other.Configs);
        Assert.Equal("stale", (await desk.Put(box.Id, 2, "rules: []", "late", wang with { Name = "李强" }, Ct)).Refusal);
    }

    [Fact]
    public async Task Every_bad_message_gets_a_rejecting_receipt_and_is_kept_and_the_next_good_one_is_taken()
    {
        var (box, premises, _) = await collector.Device(Ct);
        await using var _b = box;
        foreach (var (name, topic, payload, reason, pointer) in HostileMessages.Table(box.Id))
        {
            var receipt = Assert.Single(await box.Send(topic, Ct, payload));
            Assert.True((ReceiptResult.Rejected, reason, pointer) == (receipt.Result, receipt.Reason, receipt.Pointer),
                $"{name}: {receipt.Result} {receipt.Reason} {receipt.Pointer} {receipt.Detail}");
            Assert.False(string.IsNullOrWhiteSpace(receipt.Detail), name);
            Assert.True(await collector.Look(db => db.DeadLetters.AnyAsync(d => d.Device == box.Id && d.MessageId == receipt.MessageId && d.Reason == reason, Ct)), $"{name}: no dead letter {receipt.MessageId}");
        }

        Assert.Empty(await Cases(premises));
        Assert.Equal(ReceiptResult.Accepted, Assert.Single(await box.Send(Some.Alert(box.Id, Some.Now().AddMinutes(-1)), Ct)).Result);
    }

    [Fact]
    public async Task Whatever_bytes_come_every_message_gets_exactly_one_receipt()
    {
        var (box, _, _) = await collector.Device(Ct);
        await using var _b = box;
        // The cases are drawn beforehand, since sending them is not synchronous.
        List<byte[]> messages = [];
        HostileMessages.Mutated(box.Id).Sample(messages.Add, iter: 300, threads: 1);
        var receipts = await box.Send("alerts", Ct, [.. messages]);
        var last = Assert.Single(await box.Send("alerts", Ct, Encoding.UTF8.GetBytes("{\"id\":\"last\"}")));
        Assert.Equal("last", last.MessageId);
        Assert.Equal(messages.Count + 1, box.Receipts.Count);
        Assert.Equal(messages.Select(HostileMessages.IdOf).Order(StringComparer.Ordinal), receipts.Select(r => r.MessageId).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("row", "B10")]
    public async Task Every_file_made_by_ingest_verifies()
    {
        var (box, premises, _) = await collector.Device(Ct);
        await using var _b = box;
        var start = Some.Now().AddHours(-1);
        for (var i = 0; i < 5; i++)
            await box.Send("alerts", Ct, Some.Json(box.Id, Some.Alert(box.Id, start.AddMinutes(i))), Some.Json(box.Id, Some.Alert(box.Id, start.AddMinutes(i)).Cleared(30)));
        var opened = Assert.Single(await Cases(premises));
        Assert.Equal((5, 10), (opened.Leads, (await Types(opened.Id)).Count));
        Assert.Null(await collector.Services.GetRequiredService<CaseVerifier>().Verify(opened.Id, Ct));
    }

    private Task<List<CaseSummary>> Cases(string premises) => collector.Look(db => db.Cases.Where(c => c.PremisesId == premises).ToListAsync(Ct));

    // Push goes on beside ingest and writes its deliveries into the file too.
    private Task<List<string>> Types(Guid caseId) =>
        collector.Look(db => db.CaseEvents.Where(e => e.CaseId == caseId && e.Type != "push-recorded").OrderBy(e => e.Sequence).Select(e => e.Type).ToListAsync(Ct));
}
