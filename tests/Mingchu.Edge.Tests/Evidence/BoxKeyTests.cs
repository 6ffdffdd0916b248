using Mingchu.Contracts.Messages;
using Mingchu.Edge.Evidence;
using Mingchu.Edge.Tests.Support;
using EvidenceMessage = Mingchu.Contracts.Messages.Evidence;

namespace Mingchu.Edge.Tests.Evidence;

[Trait("row", "A4")]
public sealed class BoxKeyTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly LogLines log = new();

    private static EvidenceMessage Said => new("a1", EvidenceKind.Clean, "image/jpeg", 1, new string('a', 64), Some.At) { Camera = "stove" };

    public void Dispose() => folder.Dispose();

    private BoxKey Open() => BoxKey.Open(folder.Path, TimeProvider.System, log.Logger);

    [Fact]
    public void The_key_is_made_once_for_the_workers_user_alone_and_stays()
    {
        using var first = Open();
        using var again = Open();
        Assert.Equal(first.Public, again.Public);
        Assert.True(EvidenceSeal.IsUsable(first.Public));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["box-key.pem"]));
        using var other = new TempFolder();
        using var of = BoxKey.Open(other.Path, TimeProvider.System, log.Logger);
        Assert.NotEqual(first.Public.Id, of.Public.Id);
    }

    [Fact]
    public void A_signature_holds_for_that_box_camera_file_and_time_and_no_other()
    {
        using var key = Open();
        var signed = key.Sign("box-1", Said);
        Assert.True(EvidenceSeal.IsSigned("box-1", signed, key.Public.PublicKey));
        Assert.False(EvidenceSeal.IsSigned("box-2", signed, key.Public.PublicKey));
        foreach (var changed in (EvidenceMessage[])[signed with { Camera = "hall" }, signed with { Sha256 = new string('b', 64) }, signed with { CapturedAt = Some.At.AddMilliseconds(1) },
            signed with { AlertId = "a2" }, signed with { Kind = EvidenceKind.Boxed }, signed with { Signature = new(key.Public.Id, "AAAA") }, signed with { Signature = null }, signed with { Camera = null }])
            Assert.False(EvidenceSeal.IsSigned("box-1", changed, key.Public.PublicKey));
    }

    [Fact]
    public void A_key_that_can_not_be_read_is_set_aside_and_told_and_another_is_made()
    {
        using (Open())
            File.WriteAllText(folder["box-key.pem"], "damaged");
        using var key = Open();
        Assert.True(EvidenceSeal.IsUsable(key.Public));
        Assert.Contains("accept it at the collector", log.All, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(folder.Path, "box-key.pem.damaged-*"));
    }
}
