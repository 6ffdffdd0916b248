using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Evidence;
using Mingchu.Collector.Tests.Ingest;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Tests.Evidence;

/// <summary>Boxes with keys of their own, on the real broker and collector.</summary>
[Trait("row", "A4")]
public sealed class SignedEvidenceTests(EmbeddedOnSqlite collector) : IClassFixture<EmbeddedOnSqlite>
{
    private static readonly Actor Admin = new("a", "管理员", Role.Admin);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evidence_signed_by_the_boxs_first_key_is_known_as_such_and_what_was_changed_is_refused()
    {
        var (box, _, _) = await collector.Device(Ct);
        await using var _b = box;
        using var key = new Pair();
        await Born(box, 1, key.Public);
        var alert = Some.Alert(box.Id, Some.Now().AddMinutes(-1));
        await box.Send(alert, Ct);
        var said = key.Sign(box.Id, Some.Evidence(alert, Some.Jpeg("signed " + box.Id), inline: true) with { Camera = alert.Camera });
        Assert.Equal(ReceiptResult.Accepted, (await box.Send(said, Ct))[^1].Result);
        Assert.Equal(SealState.Signed, await Seal(box.Id, EvidenceKind.Boxed));

        foreach (var changed in (Contracts.Messages.Evidence[])[said with { Camera = "pastry" }, said with { CapturedAt = said.CapturedAt.AddMilliseconds(1) }, said with { Kind = EvidenceKind.Clean }])
        {
            var receipt = (await box.Send("evidence", Ct, Json(box.Id, changed with { Kind = EvidenceKind.Clean })))[^1];
            Assert.Equal((ReceiptResult.Rejected, "/data/signature"), (receipt.Result, receipt.Pointer));
        }

        var unsigned = Some.Evidence(alert, Some.Jpeg("unsigned " + box.Id), EvidenceKind.Clean, inline: true);
        Assert.Equal(ReceiptResult.Accepted, (await box.Send(unsigned, Ct))[^1].Result);
        Assert.Equal(SealState.Unsigned, await Seal(box.Id, EvidenceKind.Clean));
    }

    [Fact]
    public async Task Another_key_of_a_box_counts_only_after_an_administrator_accepted_it_and_the_old_one_no_longer()
    {
        var (box, _, _) = await collector.Device(Ct);
        await using var _b = box;
        using var first = new Pair();
        using var second = new Pair();
        var keys = collector.Services.GetRequiredService<DeviceKeys>();
        await Born(box, 1, first.Public);
        var alert = Some.Alert(box.Id, Some.Now().AddMinutes(-1));
        await box.Send(alert, Ct);
        await box.Send(first.Sign(box.Id, Some.Evidence(alert, Some.Jpeg("first " + box.Id), inline: true) with { Camera = alert.Camera }), Ct);

        await Born(box, 2, second.Public);
        await box.Send(second.Sign(box.Id, Some.Evidence(alert, Some.Jpeg("second " + box.Id), EvidenceKind.Clean, inline: true) with { Camera = alert.Camera }), Ct);
        Assert.Equal((SealState.Signed, SealState.OtherKey), (await Seal(box.Id, EvidenceKind.Boxed), await Seal(box.Id, EvidenceKind.Clean)));
        Assert.Equal(second.Public.Id, (await keys.Waiting(Core.Areas.Scope.Everything, Ct))[box.Id]);

        Assert.False(await keys.Accept(box.Id, second.Public.Id, new("m", "老板", Role.Merchant) { PremisesId = "p1" }, Ct));
        Assert.False(await keys.Accept(box.Id, "nothing", Admin, Ct));
        Assert.True(await keys.Accept(box.Id, second.Public.Id, Admin, Ct));
        Assert.Equal((SealState.Signed, SealState.Signed), (await Seal(box.Id, EvidenceKind.Boxed), await Seal(box.Id, EvidenceKind.Clean)));

        var later = Some.Alert(box.Id, Some.Now().AddSeconds(-30));
        await box.Send(later, Ct);
        await box.Send(first.Sign(box.Id, Some.Evidence(later, Some.Jpeg("old key " + box.Id), inline: true) with { Camera = later.Camera }), Ct);
        Assert.Equal(SealState.OtherKey, await Seal(box.Id, EvidenceKind.Boxed, later.AlertId));
    }

    [Fact]
    public async Task Verify_finds_what_was_changed_behind_the_collectors_back()
    {
        var (box, _, _) = await collector.Device(Ct);
        await using var _b = box;
        using var key = new Pair();
        await Born(box, 1, key.Public);
        var alert = Some.Alert(box.Id, Some.Now().AddMinutes(-1));
        await box.Send(alert, Ct);
        var said = key.Sign(box.Id, Some.Evidence(alert, Some.Jpeg("verify " + box.Id), inline: true) with { Camera = alert.Camera });
        await box.Send(said, Ct);
        var verifier = collector.Services.GetRequiredService<SealVerifier>();
        Assert.DoesNotContain((await verifier.Verify(Ct)).Broken, line => line.Contains(box.Id, StringComparison.Ordinal));

        await File.AppendAllTextAsync(Path.Combine(collector.Config.Evidence.Folder, said.Sha256[..2], said.Sha256 + ".jpg"), "x", Ct);
        Assert.Contains($"evidence {box.Id} {alert.AlertId} boxed: the file was changed", (await verifier.Verify(Ct)).Broken);
        await collector.Look(db => db.Evidence.Where(e => e.Device == box.Id).ExecuteUpdateAsync(s => s.SetProperty(e => e.Camera, "pastry"), Ct));
        Assert.Contains($"evidence {box.Id} {alert.AlertId} boxed: the signature does not hold", (await verifier.Verify(Ct)).Broken);
    }

    [Fact]
    public async Task A_key_that_is_none_is_refused_with_its_place()
    {
        var (box, _, _) = await collector.Device(Ct);
        await using var _b = box;
        var receipt = (await box.Send("birth", Ct, Birth(box.Id, 1, new("0123", EvidenceSeal.Algorithm, "bm8ga2V5"))))[^1];
        Assert.Equal((ReceiptResult.Rejected, "/data/signingKey"), (receipt.Result, receipt.Pointer));
    }

    private async Task<SealState> Seal(string device, EvidenceKind kind, string? alertId = null) => await collector.Look(async db => Seals.Of(
        await db.Evidence.AsNoTracking().Where(e => e.Device == device && e.Kind == kind && (alertId == null || e.AlertId == alertId)).OrderBy(e => e.ReceivedAt).FirstAsync(Ct),
        await db.DeviceKeys.AsNoTracking().Where(k => k.Device == device).ToListAsync(Ct)));

    private static async Task Born(Box box, long session, SigningKey key) =>
        Assert.Equal(ReceiptResult.Accepted, (await box.Send("birth", Ct, Birth(box.Id, session, key)))[^1].Result);

    private static byte[] Birth(string device, long session, SigningKey key) => JsonSerializer.SerializeToUtf8Bytes(
        Envelope.Of(device, MessageTypes.Birth, $"birth/{session}", Some.Now(), new Birth(session, "test", "1.0", [new("stove", "炉灶")], [], ["no-cap"], "1.0.0") { SigningKey = key }),
        ContractJson.Wire.CloudEventBirth);

    // The id of another kind's announcement is another.
    private static byte[] Json(string device, Contracts.Messages.Evidence said) => JsonSerializer.SerializeToUtf8Bytes(
        Envelope.Of(device, said) with { Id = $"changed/{Guid.NewGuid():N}" }, ContractJson.Wire.CloudEventEvidence);

    private sealed class Pair : IDisposable
    {
        private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public SigningKey Public => new(EvidenceSeal.KeyId(key.ExportSubjectPublicKeyInfo()), EvidenceSeal.Algorithm, Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()));

        public Contracts.Messages.Evidence Sign(string device, Contracts.Messages.Evidence said) =>
            said with { Signature = new(Public.Id, Convert.ToBase64String(key.SignData(EvidenceSeal.Manifest(device, said), HashAlgorithmName.SHA256))) };

        public void Dispose() => key.Dispose();
    }
}
