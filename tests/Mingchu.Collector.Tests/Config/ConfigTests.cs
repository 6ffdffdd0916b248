using Microsoft.Extensions.Configuration;
using Mingchu.Collector.Commands;
using Mingchu.Collector.Config;
using Mingchu.Rig;

namespace Mingchu.Collector.Tests.Config;

public sealed class ConfigTests
{
    [Fact]
    public async Task All_errors_are_told_at_once_with_their_names()
    {
        await using var folder = new RunFolder();
        var file = folder.Write("c.json", """
            {"Storage": {"Provider": "oracle", "ConnectionString": "secret=nothing=like=it;;;x"},
             "Mqtt": {"Embedded": {"Listen": "here"}, "External": {"Host": "", "Port": 99999, "PasswordFile": "/nowhere"}},
             "Http": {"Urls": "ftp://x"}, "Evidence": {"MaxBytes": 1}, "Policy": {"Folder": "/nowhere"}, "Log": {"Level": "Loud"}}
            """);
        var result = ConfigReader.Read(file);
        Assert.Null(result.Config);
        foreach (var name in new[] { "Storage:Provider", "Mqtt", "Mqtt:Embedded:Listen", "Mqtt:External:Host", "Mqtt:External:Port", "Mqtt:External:PasswordFile",
            "Http:Urls", "Evidence:MaxBytes", "Policy:Folder", "Log:Level" })
            Assert.Contains(result.Errors, e => e.StartsWith(name + ": ", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Errors, e => e.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"Storage": {"Provder": "sqlite"}}""", "Storage:Provder: unknown name")]
    [InlineData("""{"Evidence": {"MaxBytes": "lots"}}""", "Evidence:MaxBytes: 'lots' is not a number")]
    [InlineData("""{"Log": {"Json": "maybe"}}""", "Log:Json: 'maybe' is not true or false")]
    [InlineData("""{"Viewing": {"Unwatched": "00:00:01"}}""", "Viewing:Unwatched: must be 00:00:05 to 00:10:00")]
    [InlineData("""{"Viewing": {"Segments": 1}}""", "Viewing:Segments: must be 3 to 60")]
    [InlineData("""{"Viewing": {"Patrols": [{"Name": "x", "Accounts": ["y"], "Count": 5, "Per": "day"}]}}""", "Viewing:Patrols:0:Per: 'day' is unknown")]
    [InlineData("""{"Evidence": {"S3": {"Endpoint": "s3.local", "Bucket": "b"}}}""", "Evidence:S3:Endpoint: must be the http or https address")]
    [InlineData("""{"Evidence": {"S3": {"Bucket": "Up/Down"}}}""", "Evidence:S3:Bucket: must have 3..63")]
    [InlineData("""{"Evidence": {"S3": {"SecretFile": "/nowhere/secret"}}}""", "Evidence:S3:SecretFile: '/nowhere/secret' can't be read")]
    [InlineData("""{"Evidence": {"S3": {"Secret": "x"}}}""", "Evidence:S3:Secret: unknown name")]
    [InlineData("""{"Storage": "sqlite"}""", "Storage: is a single value")]
    [InlineData("""{"Storage": """, "c.json: ")]
    public async Task A_wrong_name_or_type_is_an_error_with_its_path(string json, string error)
    {
        await using var folder = new RunFolder();
        var result = ConfigReader.Read(folder.Write("c.json", json));
        Assert.Null(result.Config);
        Assert.Contains(result.Errors, e => e.Contains(error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_program_ends_with_78_and_names_every_error()
    {
        await using var folder = new RunFolder();
        var file = folder.Write("c.json", """{"Storage": {"Provider": "oracle"}, "Http": {"Urls": "x"}}""");
        Assert.Equal(CollectorCommands.BadConfig, await CollectorCommands.Root().Parse(["run", "--config", file]).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(CollectorCommands.BadConfig, await CollectorCommands.Root().Parse(["verify", "--config", folder.At("none.json")]).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_sample_configuration_is_good()
    {
        var result = ConfigReader.Read(Path.Combine(Repository.Root, "samples", "config", "collector.json"));
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void Nothing_configured_means_loopback_only()
    {
        var config = ConfigReader.Read(new ConfigurationBuilder().Build()).Config!;
        Assert.All([config.Http.Urls, config.Metrics.Listen, new EmbeddedBrokerConfig().Listen], a => Assert.Contains("127.0.0.1", a, StringComparison.Ordinal));
    }
}
