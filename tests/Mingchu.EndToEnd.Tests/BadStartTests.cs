using System.Text.Json.Nodes;

namespace Mingchu.EndToEnd.Tests;

/// <summary>What can't work is refused at the start, with everything that is wrong, before anything runs.</summary>
public sealed class BadStartTests : IAsyncDisposable
{
    private const int BadConfiguration = 78;
    private readonly RunFolder folder = new();
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("row", "A7")]
    [InlineData("missing", "squares/model.onnx")]
    [InlineData("hash", "squares/model.onnx", "c86f35329a4519c696779294e1adfb0c40221ebfa68d0149d75652352aa4c673")]
    [InlineData("shape", "squares", "32")]
    public async Task A_model_that_is_not_what_its_manifest_says_is_refused_by_name(string fault, params string[] said)
    {
        var models = folder.Folder("models");
        foreach (var file in Directory.GetFiles(ToyKitchen.Models, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(models, Path.GetRelativePath(ToyKitchen.Models, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        var model = Path.Combine(models, "squares", "model.onnx");
        var manifest = Path.Combine(models, "squares", "model.yaml");
        switch (fault)
        {
            case "missing":
                File.Delete(model);
                break;
            case "hash":
                await File.AppendAllTextAsync(model, "x", Ct);
                break;
            default:
                await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(manifest, Ct)).Replace("width: 64, height: 64", "width: 32, height: 32"), Ct);
                break;
        }

        var ended = await EdgeProcess.Run(folder, EdgeProcess.Configuration(folder, Setup() with { Models = models }), Ct);
        Assert.Equal(BadConfiguration, ended.ExitCode);
        foreach (var word in said)
            Assert.Contains(word, ended.Everything, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("row", "A7")]
    public async Task Every_error_of_an_edge_configuration_is_told_with_its_path()
    {
        var file = folder.Write("edge.yaml", """
            device: Box 1
            collector: {mqtt: http://somewhere, evidence: http://127.0.0.1:1, tokenFile: /nowhere/token}
            data: data
            models: models
            health: 127.0.0.1:9100
            analysis: {fps: 500}
            rules: [{hazard: no-such-hazard}]
            cameras: [{id: one, name: One, url: "ftp://host/"}]
            colour: blue
            """);
        var ended = await EdgeProcess.Run(folder, file, Ct);
        Assert.Equal(BadConfiguration, ended.ExitCode);
        foreach (var path in new[] { "device", "collector.mqtt", "analysis.fps", "rules[0].hazard", "cameras[0].url", "colour" })
            Assert.Contains(path, ended.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_error_of_a_collector_configuration_is_told_with_its_path()
    {
        var config = new JsonObject
        {
            ["Storage"] = new JsonObject { ["Provider"] = "oracle" },
            ["Mqtt"] = new JsonObject { ["Embedded"] = new JsonObject { ["Listen"] = "everywhere" } },
            ["Http"] = new JsonObject { ["Urls"] = "nowhere", ["Port"] = 1 },
        };
        var ended = await ChildProcess.Run(
            "collector", "dotnet", ["exec", Repository.Program("collector/Mingchu.Collector", "mingchu-collector"), "run", "--config", folder.Write("collector.json", config.ToJsonString())],
            folder.At("collector.log"), Ct);
        Assert.Equal(BadConfiguration, ended.ExitCode);
        foreach (var path in new[] { "Storage:Provider", "Mqtt:Embedded:Listen", "Http:Urls", "Http:Port" })
            Assert.Contains(path, ended.Everything, StringComparison.Ordinal);
    }

    private static EdgeSetup Setup() => new()
    {
        Token = "token", MqttPort = 1, Collector = new("http://127.0.0.1:1/"), Cameras = [("one", "One", "rtsp://127.0.0.1:1/one")],
    };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => folder.DisposeAsync();
}
