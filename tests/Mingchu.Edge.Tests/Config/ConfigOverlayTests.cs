using Mingchu.Edge.Config;
using Mingchu.Edge.Tests.Support;

namespace Mingchu.Edge.Tests.Config;

[Trait("row", "A7")]
public sealed class ConfigOverlayTests : IDisposable
{
    private readonly TempFolder folder = new();

    public ConfigOverlayTests()
    {
        folder.Write("token", "secret\n");
        Directory.CreateDirectory(folder["models"]);
    }

    public void Dispose() => folder.Dispose();

    private ConfigResult Read(string overlay, string network = "") => ConfigReader.Read(network + """
        device: box-1
        collector: {mqtt: "mqtt://h", evidence: "http://h", tokenFile: token}
        data: data
        models: models
        rules: [{hazard: no-cap, dwell: 3s}]
        cameras:
          - {id: stove, url: "rtsp://u:${PASSWORD}@h/1", masks: [{area: [[0, 0], [1, 0], [1, 1]]}]}
          - {id: pastry, url: "rtsp://h/2"}
        """, folder.Path, _ => "the-password", overlay);

    [Fact]
    public void What_is_set_from_afar_stands_in_place_of_the_files_and_the_rest_stays()
    {
        var (config, errors) = Read("""
            rules: [{hazard: no-mask, dwell: 9s}]
            cameras:
              - {id: stove, rules: [{hazard: smoking, enabled: false}], masks: []}
            """);
        Assert.Empty(errors);
        Assert.Equal("no-mask", Assert.Single(config!.Rules).Hazard);
        Assert.Equal((1, 0, 0), (config.Cameras[0].Rules.Count, config.Cameras[0].Plan.Masks.Count, config.Cameras[1].Rules.Count));
        Assert.Equal("rtsp://h/1", config.Cameras[0].Url.ToString());
        Assert.Single(Read("").Config!.Cameras[0].Plan.Masks);
    }

    [Fact]
    public void Mode_transport_motion_and_which_cameras_there_are_can_be_set_from_afar()
    {
        var (config, errors) = Read("""
            analysis: {mode: adaptive, motion: {recheck: 2s}}
            cameras:
              - {id: stove, transport: udp, mode: full}
              - {id: pastry, enabled: false}
            """);
        Assert.Empty(errors);
        var stove = Assert.Single(config!.Cameras);
        Assert.Equal((Transport.Udp, CaptureMode.Full, CaptureMode.Adaptive), (stove.Transport, stove.Mode, config.Analysis.Mode));
        Assert.Equal(TimeSpan.FromSeconds(2), config.Analysis.Motion.Recheck);
    }

    [Fact]
    public void A_camera_is_added_in_the_boxs_own_network_only_and_gets_its_login_which_is_never_told()
    {
        folder.Write("cameras-password", "p@ss/word\n");
        const string network = "cameraNetwork: {addresses: [10.1.0.0/16], user: viewer, passwordFile: cameras-password}\n";
        var result = Read("cameras: [{id: hall, name: 大厅, url: \"rtsp://10.1.2.3/live\", main: \"rtsp://10.1.2.3/main\"}, {id: pastry, url: \"rtsp://10.1.9.9/2\"}]", network);
        Assert.Empty(result.Errors);
        Assert.Equal(["stove", "pastry", "hall"], result.Config!.Cameras.Select(c => c.Id));
        Assert.Equal("rtsp://viewer:p%40ss%2Fword@10.1.2.3/live", result.Config.Cameras[2].Url.Secret);
        Assert.Equal("rtsp://viewer:p%40ss%2Fword@10.1.9.9/2", result.Config.Cameras[1].Url.Secret);
        Assert.Contains("rtsp://10.1.2.3/live", result.Effective, StringComparison.Ordinal);
        Assert.DoesNotContain("ss/word", result.Effective, StringComparison.Ordinal);
        Assert.Equal(result.Effective, Read(result.Effective, network).Effective);
    }

    [Theory]
    [InlineData("rtsp://10.2.0.1/live", "is not in the box's camera network (10.1.0.0/16)")]
    [InlineData("rtsp://camera.example/live", "is not in the box's camera network")]
    [InlineData("rtsp://a:b@10.1.0.1/live", "must not hold a user or password")]
    [InlineData("file:///etc/passwd", "can't be a file")]
    [InlineData("gopher://10.1.0.1/", "scheme 'gopher' is not one of")]
    public void An_address_elsewhere_is_refused(string url, string expected)
    {
        var (config, errors) = Read($"cameras: [{{id: hall, url: \"{url}\"}}]", "cameraNetwork: {addresses: [10.1.0.0/16]}\n");
        Assert.Null(config);
        Assert.Contains(expected, Assert.Single(errors).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{addresses: [10.1.0.0/16], user: viewer}", "cameraNetwork.passwordFile: is missing")]
    [InlineData("{addresses: [everywhere]}", "'everywhere' is not a network like")]
    [InlineData("{user: viewer, passwordFile: token}", "cameraNetwork.addresses: is missing")]
    public void A_camera_network_that_is_wrong_is_told(string network, string expected) =>
        Assert.Contains(Read("", $"cameraNetwork: {network}\n").Errors, e => e.ToString().Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void What_is_in_force_can_be_laid_over_the_file_again_and_holds_no_password()
    {
        var effective = Read("cameras: [{id: pastry, zones: [{id: sink, area: [[0, 0], [1, 0], [1, 1]], for: [dishes-piled]}]}]").Effective;
        Assert.Equal(effective, Read(effective).Effective);
        Assert.Contains("dishes-piled", effective, StringComparison.Ordinal);
        Assert.Contains("no-cap", effective, StringComparison.Ordinal);
        Assert.DoesNotContain("rtsp", effective, StringComparison.Ordinal);
        Assert.DoesNotContain("PASSWORD", effective, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("collector: {mqtt: \"mqtt://evil\"}", "line 1: collector: can't be set from afar; known: rules, hours, prompts, modelVersions, analysis, cameras, sensors")]
    [InlineData("data: /etc", "line 1: data: can't be set from afar")]
    [InlineData("cameras: [{id: stove, url: \"rtsp://evil/\"}]", "line 1: cameras[0].url: can't be set from afar: the box's file names no cameraNetwork.addresses")]
    [InlineData("cameras: [{id: stove, clip: false}]", "line 1: cameras[0].clip: can't be set from afar; known: id, rules")]
    [InlineData("analysis: {workers: 9}", "line 1: analysis.workers: can't be set from afar; known: mode, fps, motion")]
    [InlineData("analysis: {mode: often}", "line 1: analysis.mode: 'often' is not one of full, key-frames, adaptive")]
    [InlineData("analysis: [mode]", "line 1: analysis: must be a mapping")]
    [InlineData("cameras: [{id: stove, enabled: false}, {id: pastry, enabled: false}]", "cameras: must have at least one that is enabled")]
    [InlineData("cameras: [{id: cellar, rules: []}]", "line 1: cameras[0].id: 'cellar' is not one of this device: stove, pastry")]
    [InlineData("cameras: [{rules: []}]", "line 1: cameras[0].id: is missing")]
    [InlineData("cameras: [{id: stove}, {id: stove}]", "line 1: cameras[1].id: 'stove' is there already")]
    [InlineData("cameras: {id: stove}", "line 1: cameras: must be a list")]
    [InlineData("rules: [{hazard: no-hat}]", "line 1: rules[0].hazard: hazard 'no-hat' is not in the hazard list")]
    [InlineData("rules:\n  - {hazard: \"${PASSWORD}\"}", "line 2: ${NAME} is not filled in from afar")]
    [InlineData("rules: &a [*a]", "line 1: aliases (*name) are not taken from afar; write it out")]
    [InlineData("- rules", "must be one mapping (key: value)")]
    [InlineData("rules: [", "is not YAML")]
    public void What_can_not_be_set_from_afar_is_named_with_its_place(string overlay, string expected)
    {
        var (config, errors) = Read(overlay);
        Assert.Null(config);
        Assert.Contains(errors, e => e.ToString().Contains(expected, StringComparison.Ordinal));
        Assert.DoesNotContain(errors, e => e.ToString().Contains("the-password", StringComparison.Ordinal));
    }

    [Fact]
    public void All_errors_come_at_once() =>
        Assert.Equal(["data", "rules[0].dwell", "cameras[0].masks[0].area"],
            Read("data: x\nrules: [{hazard: no-cap, dwell: never}]\ncameras:\n  - {id: stove, masks: [{area: [[0, 0]]}]}").Errors.Select(e => e.Path));

    [Fact]
    public void Neither_depth_nor_length_nor_any_bytes_do_harm()
    {
        Assert.NotEmpty(Read(new string('[', 15_000)).Errors);
        Assert.NotEmpty(Read(new string('x', 50_000)).Errors);
        Gen.Select(Gen.Int[0, 60], Gen.String[Gen.Char, 0, 6]).Sample((at, junk) =>
        {
            const string good = "rules: [{hazard: no-cap, dwell: 9s}]\ncameras: [{id: stove, masks: []}]";
            var (config, errors) = Read(good[..at] + junk + good[at..]);
            Assert.True(config is null == errors.Count > 0);
        }, iter: 500);
    }
}
