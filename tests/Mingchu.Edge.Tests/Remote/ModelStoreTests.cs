using System.Text;
using Mingchu.Edge.Config;
using Mingchu.Edge.Remote;
using Mingchu.Edge.Tests.Inference;
using Mingchu.Edge.Tests.Support;
using Mingchu.Edge.Tests.Uplink;

namespace Mingchu.Edge.Tests.Remote;

[Trait("row", "A7")]
public sealed class ModelStoreTests : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private ITestBroker broker = null!;
    private TestCollector collector = null!;
    private EdgeConfig own = null!;
    private ModelStore store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        folder.Write("token", "the-device-token");
        broker = new EmbeddedBroker("box-1", "the-device-token");
        await broker.Start(Ct);
        collector = await TestCollector.Start(broker, "the-device-token", Ct);
        own = Some.Config(folder.Path) with
        {
            Models = ToyModels.Folder,
            Collector = new() { Mqtt = new("mqtt://127.0.0.1:1"), Evidence = collector.Address, TokenFile = folder["token"] },
        };
        store = new(own, TimeProvider.System, Some.Silent);
    }

    public async ValueTask DisposeAsync()
    {
        store.Dispose();
        await collector.DisposeAsync();
        await broker.DisposeAsync();
        folder.Dispose();
    }

    private ModelVersion Offer(string version, (byte[] Zip, string Sha256) package, string? sha256 = null)
    {
        collector.Models[$"squares/{version}"] = package.Zip;
        return new("squares", version, sha256 ?? package.Sha256);
    }

    [Fact]
    public async Task A_model_that_is_asked_for_is_fetched_once_tried_and_run_in_place_of_the_boxs_own()
    {
        var wanted = Offer("2.0.0", ToyPackage.Make("2.0.0"));
        Assert.Contains("is not on this box", Assert.Single(store.Load(own with { ModelVersions = [wanted] }).Errors), StringComparison.Ordinal);
        await store.FetchAsync([wanted], Ct);
        collector.Models.Clear();
        await store.FetchAsync([wanted], Ct);
        var (recogniser, errors) = store.Load(own with { ModelVersions = [wanted] });
        Assert.Empty(errors);
        using (recogniser)
            Assert.Equal(["badges 1.0.0", "squares 2.0.0"], recogniser!.Models.Select(m => $"{m.Name} {m.Version}").Order());
    }

    public static TheoryData<string, Func<(byte[] Zip, string Sha256)>, string?, string> Bad => new()
    {
        { "another hash", () => ToyPackage.Make("2.0.0"), new string('a', 64), "asked for is aaaa" },
        { "another version inside", () => ToyPackage.Make("3.0.0"), null, "holds version 3.0.0, asked for is 2.0.0" },
        { "no reference", () => ToyPackage.Make("2.0.0", m => Directory.Delete(Path.Combine(m, "reference"), true)), null, "reference can't be run" },
        { "another output", () => ToyPackage.Make("2.0.0", m => Change(Path.Combine(m, "reference/output.json"))), null, "is not the reference's" },
        { "an empty reference", () => ToyPackage.Make("2.0.0", m => File.WriteAllText(Path.Combine(m, "reference/output.json"), "{}")), null, "names no output" },
        { "a reference of another size", () => ToyPackage.Make("2.0.0", m => OpenCvSharp.Cv2.ImWrite(Path.Combine(m, "reference/input.png"), new OpenCvSharp.Mat(8, 8, OpenCvSharp.MatType.CV_8UC3))), null, "8 x 8" },
        { "a damaged network", () => ToyPackage.Make("2.0.0", m => File.WriteAllText(Path.Combine(m, "model.onnx"), "nothing")), null, "reference can't be run" },
        { "a broken manifest", () => ToyPackage.Make("2.0.0", m => File.WriteAllText(Path.Combine(m, "model.yaml"), "name: [")), null, "is not YAML" },
        { "no ZIP", () => (Encoding.UTF8.GetBytes("PK nothing"), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes("PK nothing")))), null, "" },
        { "a file above its folder", () => ToyPackage.Of(("../../evil", [1])), null, "outside its folder" },
        { "an absolute path", () => ToyPackage.Of(("/tmp/evil", [1])), null, "outside its folder" },
        { "a backslash", () => ToyPackage.Of(("..\\evil", [1])), null, "outside its folder" },
        { "too many files", () => ToyPackage.Of([.. Enumerable.Range(0, 65).Select(i => ($"f{i}", new byte[1]))]), null, "holds 65 files" },
        { "nothing", () => ToyPackage.Of(), null, "holds 0 files" },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public async Task What_does_not_do_is_refused_and_leaves_nothing(string what, Func<(byte[] Zip, string Sha256)> package, string? sha256, string expected)
    {
        var wanted = Offer("2.0.0", package(), sha256);
        var e = await Assert.ThrowsAsync<InvalidDataException>(() => store.FetchAsync([wanted], Ct));
        Assert.True(e.Message.Contains(expected, StringComparison.Ordinal), $"{what}: {e.Message}");
        Assert.Null(store.Load(own with { ModelVersions = [wanted] }).Recogniser);
        Assert.False(File.Exists("/tmp/evil") || File.Exists(folder["evil"]), what);
        var right = Offer("2.0.1", ToyPackage.Make("2.0.1"));
        await store.FetchAsync([right], Ct);
        Assert.Equal([right.Sha256], Directory.GetDirectories(folder["models"]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_model_that_the_collector_lacks_is_an_error() =>
        Assert.Contains("has no model squares 9.0.0", (await Assert.ThrowsAsync<InvalidDataException>(() => store.FetchAsync([new("squares", "9.0.0", new('a', 64))], Ct))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task The_last_two_of_each_and_those_in_use_are_kept()
    {
        ModelVersion[] all = [.. Enumerable.Range(2, 4).Select(i => Offer($"{i}.0.0", ToyPackage.Make($"{i}.0.0")))];
        foreach (var (i, version) in all.Index())
        {
            await store.FetchAsync([version], Ct);
            Directory.SetLastWriteTimeUtc(folder[$"models/{version.Sha256}"], DateTime.UtcNow.AddHours(i - 10));
        }
        store.Prune([all[0]]);
        Assert.Equal(new[] { all[0], all[2], all[3] }.Select(v => v.Sha256).Order(), Directory.GetDirectories(folder["models"]).Select(d => Path.GetFileName(d)!).Order());
    }

    private static void Change(string file)
    {
        var text = File.ReadAllText(file);
        var at = text.IndexOf("\"values\":[", StringComparison.Ordinal) + 10;
        File.WriteAllText(file, text[..at] + "77" + text[text.IndexOf(',', at)..]);
    }
}
