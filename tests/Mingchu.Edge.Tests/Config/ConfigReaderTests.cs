using Mingchu.Edge.Config;
using Mingchu.Edge.Inference.Manifests;
using Mingchu.Edge.Tests.Support;

namespace Mingchu.Edge.Tests.Config;

public sealed class ConfigReaderTests : IDisposable
{
    private readonly TempFolder folder = new();

    public ConfigReaderTests()
    {
        folder.Write("token", "secret-token\n");
        Directory.CreateDirectory(folder["models"]);
    }

    private const string Good = """
        device: box-1
        collector:
          mqtt: mqtt://127.0.0.1:1883
          evidence: http://127.0.0.1:8080
          tokenFile: token
        data: data
        models: models
        health: 127.0.0.1:9100
        analysis: {fps: 5, width: 960}
        rules:
          - {hazard: no-cap, dwell: 3s, clear: 500ms}
        cameras:
          - {id: pastry, name: 面点间, url: "rtsp://user:${PASSWORD}@host:554/stream"}
        """;

    public void Dispose() => folder.Dispose();

    private ConfigResult Read(string yaml, string? password = "p@ss/1") =>
        ConfigReader.Read(yaml, folder.Path, name => name == "PASSWORD" ? password : null);

    [Fact]
    public void A_good_file_is_read_whole()
    {
        var (config, errors) = Read(Good);
        Assert.Empty(errors);
        Assert.Equal("box-1", config!.Device);
        Assert.Equal(folder["data"], config.Data);
        Assert.Equal(folder["token"], config.Collector.TokenFile);
        Assert.Equal(TimeSpan.FromSeconds(3), config.Rules[0].Dwell);
        Assert.Equal(TimeSpan.FromMilliseconds(500), config.Rules[0].Clear);
        Assert.Equal("面点间", config.Cameras[0].Name);
    }

    [Fact]
    public void Evidence_and_clips_have_bounds_and_a_camera_a_better_stream_for_them()
    {
        var config = Read(Good.Replace("rules:", """
            evidence: {maxMiB: 64, minFreeMiB: 5, maxAge: 48h, keepDelivered: 0s, clip: {before: 3s, after: 10s, maxMiB: 8, ringMiB: 32}}
            rules:
            """, StringComparison.Ordinal) + """

              - {id: stove, url: "rtsp://host/sub", main: "rtsp://user:${PASSWORD}@host/main"}
              - {id: trial, url: "file:///trial.mp4"}
              - {id: single, url: "rtsp://host/one", clip: false}
            """).Config!;
        Assert.Equal((64, 5, 2, TimeSpan.Zero), (config.Evidence.MaxMiB, config.Evidence.MinFreeMiB, config.Evidence.MaxAge.Days, config.Evidence.KeepDelivered));
        Assert.Equal(new ClipConfig { Before = TimeSpan.FromSeconds(3), After = TimeSpan.FromSeconds(10), MaxMiB = 8, RingMiB = 32 }, config.Evidence.Clip);
        Assert.Equal(["rtsp://host:554/stream", "rtsp://host/main", null, null], config.Cameras.Select(c => c.ClipUrl?.ToString()));
        Assert.Contains(Read(Good.Replace("url:", "main: \"ftp://host/\", url:", StringComparison.Ordinal)).Errors, e => e.Path == "cameras[0].main");
    }

    [Theory]
    [InlineData("", Precision.Float)]
    [InlineData(", precision: float", Precision.Float)]
    [InlineData(", precision: int8", Precision.Int8)]
    public void Models_are_run_in_float_unless_int8_is_asked_for(string text, Precision expected) =>
        Assert.Equal(expected, Read(Good.Replace("width: 960", $"width: 960{text}", StringComparison.Ordinal)).Config!.Analysis.Precision);

    [Fact]
    public void A_password_from_the_environment_is_encoded_for_the_url_and_shown_nowhere()
    {
        var camera = Read(Good).Config!.Cameras[0];
        Assert.Equal("rtsp://user:p%40ss%2F1@host:554/stream", camera.Url.Secret);
        Assert.DoesNotContain("p%40ss", camera.ToString(), StringComparison.Ordinal);
        Assert.Equal("rtsp://host:554/stream", camera.Url.ToString());
    }

    [Theory]
    [InlineData("device: box-1", "device: Box 1", "line 1: device: 'Box 1' is not an id")]
    [InlineData("device: box-1", "dveice: box-1", "line 1: device: is missing")]
    [InlineData("device: box-1", "device: box-1\ncolour: red", "line 2: colour: is not known here; known: analysis, cameraNetwork, cameras, capture")]
    [InlineData("device: box-1", "device: box-1\nviewing: {most: 17}", "line 2: viewing.most: '17' is not a whole number from 1 to 16")]
    [InlineData("fps: 5", "fps: fast", "line 9: analysis.fps: 'fast' is not a number from 0.1 to 30")]
    [InlineData("fps: 5", "fps: [5]", "line 9: analysis.fps: must be a text")]
    [InlineData("width: 960", "precision: int4", "line 9: analysis.precision: 'int4' is not one of float, int8")]
    [InlineData("width: 960", "width: 10", "line 9: analysis.width: '10' is not a whole number from 160 to 3840")]
    [InlineData("dwell: 3s", "dwell: 3 weeks", "line 11: rules[0].dwell: '3 weeks' is not a time")]
    [InlineData("hazard: no-cap", "hazard: no-hat", "line 11: rules[0].hazard: hazard 'no-hat' is not in the hazard list")]
    [InlineData("hazard: no-cap", "hazard: gas", "line 11: rules[0].hazard: hazard 'gas' is shown by sensors; put its rule into sensors")]
    [InlineData("hazard: no-cap", "hazard: fly", "line 11: rules[0].hazard: hazard 'fly' can't be seen by this software yet")]
    [InlineData("tokenFile: token", "tokenFile: nowhere", "line 5: collector.tokenFile: file ")]
    [InlineData("mqtt: mqtt://127.0.0.1:1883", "mqtt: http://x", "line 3: collector.mqtt: is not an address like mqtt://host:port")]
    [InlineData("mqtt: mqtt://127.0.0.1:1883", "mqtt: mqtt://a:b@x", "line 3: collector.mqtt: must not hold a user or password")]
    [InlineData("health: 127.0.0.1:9100", "health: 0.0.0.0:9100", "line 8: health: '0.0.0.0:9100' is not a loopback address")]
    [InlineData("models: models", "models: nowhere", "line 7: models: folder ")]
    [InlineData("rtsp://user:${PASSWORD}@host:554/stream", "ftp://user:${PASSWORD}@host/", "line 13: cameras[0].url: scheme 'ftp' is not one of")]
    [InlineData("${PASSWORD}", "${NOWHERE}", "line 13: cameras[0].url: environment variable NOWHERE is not set")]
    [InlineData("cameras:", "cameras: []\nx:", "line 12: cameras: must be a list with at least one entry")]
    public void Each_error_names_line_path_and_what_was_expected(string good, string bad, string expected)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        var (config, errors) = Read(Good.Replace(good, bad, StringComparison.Ordinal));
        Assert.Null(config);
        Assert.Contains(errors, e => e.ToString().StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void All_errors_come_at_once_in_the_order_of_the_file()
    {
        var bad = Good.Replace("fps: 5", "fps: 0", StringComparison.Ordinal).Replace("device: box-1", "device: B", StringComparison.Ordinal)
            .Replace("hazard: no-cap", "hazard: x", StringComparison.Ordinal)
            + "\n  - {id: pastry, url: \"rtsp://h/1\"}\n";
        Assert.Equal(["device", "analysis.fps", "rules[0].hazard", "cameras[1].id"], Read(bad).Errors.Select(e => e.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a: [1")]
    [InlineData("a: 1\na: 2")]
    [InlineData("- a\n- b")]
    [InlineData("just text")]
    [InlineData("\0\u0001")]
    [InlineData("? [a]\n: b")]
    [InlineData("a: &x [*x]")]
    public void What_is_no_configuration_is_an_error_and_never_an_exception(string text) => Assert.NotEmpty(Read(text).Errors);

    [Fact]
    public void Any_damage_to_the_file_gives_a_configuration_or_errors_without_the_password()
    {
        Gen.Select(Gen.Int[0, Good.Length - 1], Gen.String[Gen.Char, 0, 3]).Sample((at, junk) =>
        {
            var (config, errors) = Read(Good[..at] + junk + Good[Math.Min(Good.Length, at + 2)..]);
            Assert.True(config is null == errors.Count > 0);
            Assert.DoesNotContain(errors, e => e.ToString().Contains("p%40ss", StringComparison.Ordinal) || e.ToString().Contains("p@ss", StringComparison.Ordinal));
        }, iter: 2000);
    }

    [Fact]
    public void The_sample_is_good_but_for_what_belongs_to_the_machine()
    {
        var (_, errors) = ConfigReader.ReadFile(Path.Combine(Rig.Repository.Root, "samples/config/edge.yaml"), _ => "x");
        Assert.Equal(["collector.tokenFile", "models"], errors.Select(e => e.Path));
    }
}
