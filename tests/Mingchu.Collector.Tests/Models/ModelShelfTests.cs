using System.Net;
using System.Security.Cryptography;
using Mingchu.Collector.Models;
using Mingchu.Collector.Tests.Ingest;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Rig;

namespace Mingchu.Collector.Tests.Models;

[Trait("row", "A7")]
public sealed class ModelShelfTests(EmbeddedOnSqlite collector) : IClassFixture<EmbeddedOnSqlite>, IAsyncDisposable
{
    private readonly RunFolder folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    private string Model(string name = "squares", string version = "2.0.0")
    {
        var model = folder.Folder($"model-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path.Combine(model, "reference"));
        File.WriteAllText(Path.Combine(model, "model.yaml"), $"# made by hand\nname: {name}\nversion: \"{version}\"\ninput: {{name: images}}\n");
        File.WriteAllText(Path.Combine(model, "model.onnx"), "network");
        File.WriteAllText(Path.Combine(model, "card.md"), "for people");
        File.WriteAllText(Path.Combine(model, "reference", "input.png"), "picture");
        File.WriteAllText(Path.Combine(model, "reference", "output.json"), "{}");
        return model;
    }

    [Fact]
    public async Task A_model_is_kept_once_and_a_box_fetches_it_with_its_own_token_only()
    {
        var shelf = collector.Services.GetRequiredService<ModelShelf>();
        var (line, error) = shelf.Add(Model());
        Assert.Null(error);
        Assert.Contains("is there already", shelf.Add(Model()).Error, StringComparison.Ordinal);

        var (box, _, token) = await collector.Device(Ct);
        await using var _b = box;
        using var http = new HttpClient { BaseAddress = collector.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync($"/models/v1/{box.Id}/squares/2.0.0", Ct)).StatusCode);
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var zip = await http.GetByteArrayAsync($"/models/v1/{box.Id}/squares/2.0.0", Ct);
        Assert.Equal($"- {{name: squares, version: 2.0.0, sha256: {Convert.ToHexStringLower(SHA256.HashData(zip))}}}", line);
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(zip));
        Assert.Equal(["model.onnx", "model.yaml", "reference/input.png", "reference/output.json"], archive.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/models/v1/somebody/squares/2.0.0", Ct)).StatusCode);
        foreach (var path in (string[])["squares/9.9.9", "..%2f..%2fetc/passwd", "squares/..%2f2.0.0", "squares/.."])
            Assert.NotEqual(HttpStatusCode.OK, (await http.GetAsync($"/models/v1/{box.Id}/{path}", Ct)).StatusCode);
    }

    [Fact]
    public void What_no_box_could_use_is_refused_with_what_to_do()
    {
        var shelf = collector.Services.GetRequiredService<ModelShelf>();
        Assert.Contains("model.yaml", shelf.Add(folder.Folder("empty")).Error, StringComparison.Ordinal);
        Assert.Contains("expected name", shelf.Add(Model("Bad Name")).Error, StringComparison.Ordinal);
        Assert.Contains("expected name", shelf.Add(Model(version: "../../x")).Error, StringComparison.Ordinal);
        var without = Model(version: "3.0.0");
        Directory.Delete(Path.Combine(without, "reference"), recursive: true);
        Assert.Contains("expected reference/input.png", shelf.Add(without).Error, StringComparison.Ordinal);
    }
}
