using System.Text.Json;
using Mingchu.Contracts.Messages;

namespace Mingchu.Contracts.Tests;

public sealed class WireTests
{
    [Fact]
    public void An_alert_survives_the_wire()
    {
        var sent = Envelope.Of("box-1", Some.Alert);
        var json = JsonSerializer.Serialize(sent, ContractJson.Wire.CloudEventAlert);
        var back = JsonSerializer.Deserialize(json, ContractJson.Wire.CloudEventAlert)!;
        Assert.Equal(json, JsonSerializer.Serialize(back, ContractJson.Wire.CloudEventAlert));
        Assert.Equal("device/box-1", back.Source);
        Assert.Equal(sent.Id, back.Id);
        Assert.Contains("\"phase\":\"raised\"", json, StringComparison.Ordinal);
        Assert.Contains("\"startedAt\":\"2026-01-31T08:15:30.250Z\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_fields_are_ignored()
    {
        var json = JsonSerializer.Serialize(Envelope.Of("box-1", Some.Alert), ContractJson.Wire.CloudEventAlert);
        var extended = json.Replace("\"phase\"", "\"vendorExtra\":{\"a\":[1]},\"phase\"", StringComparison.Ordinal);
        Assert.Equal(AlertPhase.Raised, JsonSerializer.Deserialize(extended, ContractJson.Wire.CloudEventAlert)!.Data.Phase);
    }

    [Theory]
    [InlineData("\"phase\":\"raised\"", "\"phase\":\"exploded\"", "$.data.phase")]
    [InlineData("\"phase\":\"raised\"", "\"phase\":0", "$.data.phase")]
    [InlineData("\"startedAt\":\"2026-01-31T08:15:30.250Z\"", "\"startedAt\":\"2026-01-31T08:15:30\"", "$.data.startedAt")]
    [InlineData("\"sequence\":0", "\"sequence\":\"zero\"", "$.data.sequence")]
    public void A_wrong_field_is_refused_with_its_path(string good, string bad, string path)
    {
        var json = JsonSerializer.Serialize(Envelope.Of("box-1", Some.Alert), ContractJson.Wire.CloudEventAlert);
        Assert.Contains(good, json, StringComparison.Ordinal);
        var error = Assert.Throws<JsonException>(() =>
            JsonSerializer.Deserialize(json.Replace(good, bad, StringComparison.Ordinal), ContractJson.Wire.CloudEventAlert));
        Assert.Equal(path, error.Path);
    }

    [Theory]
    [InlineData("hazard")]
    [InlineData("camera")]
    [InlineData("verdict")]
    public void A_missing_required_field_is_refused(string field)
    {
        var json = JsonSerializer.Serialize(Envelope.Of("box-1", Some.Alert), ContractJson.Wire.CloudEventAlert);
        var without = json.Replace($"\"{field}\":", $"\"x{field}\":", StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(without, ContractJson.Wire.CloudEventAlert));
    }

    [Fact]
    public void The_same_matter_always_has_the_same_id()
    {
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 20], Gen.String[Gen.Char.AlphaNumeric, 1, 20], Gen.Long[0, 4_000_000_000_000])
            .Sample((device, camera, ms) =>
            {
                var start = DateTimeOffset.FromUnixTimeMilliseconds(ms);
                var id = AlertIds.For(device, camera, "no-cap", null, start);
                Assert.Equal(id, AlertIds.For(device, camera, "no-cap", null, start));
                Assert.NotEqual(id, AlertIds.For(device, camera, "no-cap", null, start.AddMilliseconds(1)));
                Assert.NotEqual(id, AlertIds.For(device, camera, "no-mask", null, start));
            });
    }

    [Fact]
    [Trait("row", "A4")]
    public void The_published_evidence_is_signed_by_the_published_key()
    {
        Assert.True(EvidenceSeal.IsUsable(Some.Key));
        Assert.True(EvidenceSeal.IsSigned("box-1", Some.Evidence, Some.Key.PublicKey));
        Assert.False(EvidenceSeal.IsSigned("box-2", Some.Evidence, Some.Key.PublicKey));
        Assert.False(EvidenceSeal.IsUsable(Some.Key with { Id = new string('0', 32) }));
        Assert.False(EvidenceSeal.IsUsable(Some.Key with { PublicKey = "AAAA" }));
        Assert.False(EvidenceSeal.IsUsable(Some.Key with { Algorithm = "none" }));
        Assert.Equal(
            "mc.evidence.v1\nbox-1\nstove\n5e1788b8471b6cca13403b6dd8c1462c\nboxed\nimage/jpeg\n2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae\n2026-01-31T08:15:38.250Z\n",
            System.Text.Encoding.UTF8.GetString(EvidenceSeal.Manifest("box-1", Some.Evidence)));
    }
}
