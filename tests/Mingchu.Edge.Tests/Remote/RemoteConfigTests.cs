using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Config;
using Mingchu.Edge.Remote;
using Mingchu.Edge.Tests.Support;

namespace Mingchu.Edge.Tests.Remote;

[Trait("row", "A7")]
public sealed class RemoteConfigTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly FakeTimeProvider time = new(Some.At);
    private readonly List<EdgeConfig> applied = [];

    public RemoteConfigTests()
    {
        folder.Write("token", "secret\n");
        Directory.CreateDirectory(folder["models"]);
        folder.Write("edge.yaml", """
            device: box-1
            collector: {mqtt: "mqtt://h", evidence: "http://h", tokenFile: token}
            data: data
            models: models
            cameras: [{id: stove, url: "rtsp://h/1"}]
            """);
    }

    public void Dispose() => folder.Dispose();

    private RemoteConfig Open()
    {
        var (own, errors) = ConfigReader.ReadFile(folder["edge.yaml"]);
        Assert.Empty(errors);
        return RemoteConfig.Open(folder["edge.yaml"], own!, time, Some.Silent, lookEvery: TimeSpan.FromMilliseconds(50));
    }

    private static string Dwell(int seconds) => $"rules: [{{hazard: no-cap, dwell: {seconds}s}}]";

    private static string Show(RemoteConfig remote) =>
        $"{remote.Report.Revision} {remote.Report.State} by {remote.Report.Active}, dwell {(remote.Config.Rules is [var rule, ..] ? rule.Dwell?.TotalSeconds : null)}";

    private static void Ask(RemoteConfig remote, long revision, string text)
    {
        var message = new CloudEvent<DesiredConfig>("1.0", $"config/{revision}", "collector", MessageTypes.DesiredConfig, Some.At, new(revision, text));
        remote.Receive(remote.Filter!, new(JsonSerializer.SerializeToUtf8Bytes(message, ContractJson.Wire.CloudEventDesiredConfig)));
    }

    /// <summary>A life of the worker: what it does, until it is killed, or stopped as asked.</summary>
    private async Task Live(Func<RemoteConfig, Task> story, Func<EdgeConfig, Task>? apply = null, Func<IReadOnlyDictionary<string, string>>? failures = null, bool stopped = false)
    {
        var remote = Open();
        using var stop = new CancellationTokenSource();
        var running = remote.RunAsync(config =>
        {
            applied.Add(config);
            return apply?.Invoke(config) ?? Task.CompletedTask;
        }, failures ?? (() => new Dictionary<string, string>()), stop.Token);
        await story(remote);
        if (!stopped)
        {
            // What a kill leaves behind is the disk as it is now.
            var config = folder["data/config"];
            var left = Directory.Exists(config) ? Directory.GetFiles(config).ToDictionary(f => f, File.ReadAllBytes) : [];
            await stop.CancelAsync();
            await running;
            foreach (var (file, bytes) in left)
                await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
            return;
        }
        await stop.CancelAsync();
        await running;
    }

    private static Task Reported(RemoteConfig remote, string expected) => Until.True(() => Show(remote) == expected, expected);

    private async Task Prove()
    {
        time.Advance(RemoteConfig.Trial);
        await Until.True(() => !File.Exists(folder["data/config/trial.json"]), "the trial is over");
    }

    [Fact]
    public async Task A_revision_is_applied_told_kept_and_in_force_after_a_kill()
    {
        await Live(async remote =>
        {
            Assert.Equal("0 Applied by 0, dwell ", Show(remote));
            Ask(remote, 1, Dwell(9));
            await Reported(remote, "1 Applied by 1, dwell 9");
            Assert.Contains("no-cap", remote.Report.Effective, StringComparison.Ordinal);
            Assert.Contains("\"applied\"", System.Text.Encoding.UTF8.GetString(Assert.Single(remote.Due(Some.At)).Payload), StringComparison.Ordinal);
            Assert.Empty(remote.Due(Some.At));
        });
        Assert.Equal(TimeSpan.FromSeconds(9), Assert.Single(applied).Rules[0].Dwell);
        await Live(async remote =>
        {
            Assert.Equal("1 Applied by 1, dwell 9", Show(remote));
            await Prove();
            Ask(remote, 2, Dwell(5));
            await Reported(remote, "2 Applied by 2, dwell 5");
        });
        await Live(remote =>
        {
            Assert.Equal("2 Applied by 2, dwell 5", Show(remote));
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task A_wrong_revision_is_refused_with_every_error_and_the_good_one_stays()
    {
        await Live(async remote =>
        {
            Ask(remote, 1, Dwell(9));
            await Reported(remote, "1 Applied by 1, dwell 9");
            Ask(remote, 2, "rules: [{hazard: no-hat}]\ndata: /etc");
            await Reported(remote, "2 Refused by 1, dwell 9");
            Assert.Equal([(1, "rules[0].hazard"), (2, "data")], remote.Report.Problems.Select(p => ((int)p.Line, p.Path)));
        });
        await Live(remote =>
        {
            Assert.Equal("2 Refused by 1, dwell 9", Show(remote));
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task A_revision_that_can_not_be_gone_by_is_rolled_back_at_once_and_not_tried_again() =>
        await Live(async remote =>
        {
            Ask(remote, 1, Dwell(9));
            await Reported(remote, "1 Applied by 1, dwell 9");
            Ask(remote, 2, Dwell(66));
            await Reported(remote, "2 RolledBack by 1, dwell 9");
            Assert.Contains("boom", Assert.Single(remote.Report.Problems).Message, StringComparison.Ordinal);
            Ask(remote, 2, Dwell(66));
            Ask(remote, 3, Dwell(7));
            await Reported(remote, "3 Applied by 3, dwell 7");
            Assert.Single(applied, c => c.Rules[0].Dwell == TimeSpan.FromSeconds(66));
        }, apply: config => config.Rules.Count > 0 && config.Rules[0].Dwell == TimeSpan.FromSeconds(66) ? throw new InvalidOperationException("boom") : Task.CompletedTask);

    [Fact]
    public async Task A_revision_that_the_worker_dies_of_at_every_start_is_rolled_back_to_the_last_good_one()
    {
        await Live(async remote =>
        {
            Ask(remote, 1, Dwell(9));
            await Reported(remote, "1 Applied by 1, dwell 9");
            await Prove();
            Ask(remote, 2, Dwell(66));
            await Reported(remote, "2 Applied by 2, dwell 66");
        });
        for (var start = 0; start < 2; start++)
            Assert.Equal("2 Applied by 2, dwell 66", Show(Open()));
        Assert.Equal("2 RolledBack by 1, dwell 9", Show(Open()));
        Assert.Equal("2 RolledBack by 1, dwell 9", Show(Open()));
    }

    [Fact]
    public async Task Being_stopped_as_asked_says_nothing_against_a_trial()
    {
        await Live(async remote =>
        {
            Ask(remote, 1, Dwell(9));
            await Reported(remote, "1 Applied by 1, dwell 9");
        });
        for (var start = 0; start < 5; start++)
            await Live(remote =>
            {
                Assert.Equal("1 Applied by 1, dwell 9", Show(remote));
                return Task.CompletedTask;
            }, stopped: true);
    }

    [Fact]
    public async Task A_revision_under_which_a_camera_begins_to_fail_is_rolled_back_while_it_runs_and_one_that_failed_before_says_nothing()
    {
        var failing = new ConcurrentDictionary<string, string> { ["stove"] = "its pictures were bad all along" };
        await Live(async remote =>
        {
            Ask(remote, 1, Dwell(9));
            await Reported(remote, "1 Applied by 1, dwell 9");
            await Prove();
            Ask(remote, 2, Dwell(66));
            await Reported(remote, "2 Applied by 2, dwell 66");
            failing["pastry"] = "no frame can be analysed";
            await Reported(remote, "2 RolledBack by 1, dwell 9");
            Assert.Equal(TimeSpan.FromSeconds(9), applied[^1].Rules[0].Dwell);
            Assert.Contains("camera pastry", Assert.Single(remote.Report.Problems).Message, StringComparison.Ordinal);
        }, failures: () => failing);
    }

    /// <summary>A word a look: which of the cameras a, b, c fail then.</summary>
    [Theory]
    [InlineData("a", "a a a a a a a a", null)]
    [InlineData("", "a a a a", null)]
    [InlineData("", "a a a a a", "a")]
    [InlineData("", "a b a b a b a b a b", null)]
    [InlineData("a", "ab ab ab ab ab", "b")]
    [InlineData("a", "a a - a a a a a", "a")]
    [InlineData("", "a a a a - a a a a", null)]
    public void What_a_trial_did_not_cause_is_not_held_against_it(string before, string looks, string? blamed)
    {
        var watch = new TrialWatch(before.Select(c => $"{c}"));
        var said = looks.Split(' ').Select(look => watch.Look(look.Where(char.IsLetter).ToDictionary(c => $"{c}", _ => "boom"))).FirstOrDefault(why => why is not null);
        Assert.Equal(blamed is null ? null : $"frames of camera {blamed} can't be analysed: boom", said);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"revision\":1,\"text\":\"data: /etc\"}")]
    public void A_damaged_or_tampered_file_on_the_disk_stops_no_start(string content)
    {
        Directory.CreateDirectory(folder["data/config"]);
        foreach (var name in (string[])["good", "trial", "outcome"])
            File.WriteAllText(folder[$"data/config/{name}.json"], content);
        Assert.Equal(0, Open().Report.Active);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"type\":\"mc.config-desired.v1\",\"data\":null}")]
    public async Task Bytes_that_are_no_desired_configuration_change_nothing(string payload) => await Live(async remote =>
    {
        remote.Receive(remote.Filter!, new(System.Text.Encoding.UTF8.GetBytes(payload)));
        Ask(remote, -1, Dwell(3));
        Ask(remote, 1, Dwell(9));
        await Reported(remote, "1 Applied by 1, dwell 9");
        Assert.Single(applied);
    });
}
