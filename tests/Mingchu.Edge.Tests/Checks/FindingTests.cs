using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Checks;
using Mingchu.Edge.Config;

namespace Mingchu.Edge.Tests.Checks;

/// <summary>What is said of what was measured.</summary>
public sealed class FindingTests
{
    private static readonly CultureInfo[] Languages = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("zh-Hans")];

    [Theory]
    [InlineData(20, 5, 4, "speed.ok")]
    [InlineData(20, 5, 7, "speed.short")]
    [InlineData(500, 5, 1, "speed.short")]
    public void A_box_carries_as_many_cameras_as_two_thirds_of_its_time_allow(double milliseconds, double fps, int cameras, string code) =>
        Assert.Equal(code, BoxCheck.Speed(milliseconds, fps, cameras).Code);

    [Theory]
    [InlineData(100, 2048, Severity.Error)]
    [InlineData(1000, 2048, Severity.Warning)]
    [InlineData(5000, 2048, Severity.Ok)]
    public void Room_on_the_disk_is_judged_by_what_evidence_may_take(long free, int evidence, Severity severity) =>
        Assert.Equal(severity, BoxCheck.Room("disk", "/data", free, evidence).Severity);

    [Theory]
    [InlineData(0, Severity.Ok)]
    [InlineData(-4, Severity.Ok)]
    [InlineData(30, Severity.Warning)]
    [InlineData(-3600, Severity.Error)]
    public void A_clock_that_is_off_is_told(int seconds, Severity severity) =>
        Assert.Equal(severity, CollectorCheck.Clock("collector", "host", TimeSpan.FromSeconds(seconds)).Severity);

    [Theory]
    [InlineData("ffmpeg version 5.1.7-0+deb12u1 Copyright", "ffmpeg.ok")]
    [InlineData("ffmpeg version n7.1 Copyright", "ffmpeg.ok")]
    [InlineData("ffmpeg version 4.4.2 Copyright", "ffmpeg.old")]
    [InlineData("", "ffmpeg.unknown")]
    public void Versions_of_ffmpeg_are_read(string text, string code) => Assert.Equal(code, BoxCheck.Ffmpeg(text).Code);

    [Theory]
    [InlineData("h264", null, "camera.ok", Severity.Ok)]
    [InlineData("hevc", null, "camera.ok", Severity.Ok)]
    [InlineData("mjpeg", null, "camera.unclipped", Severity.Warning)]
    [InlineData("", "login", "camera.login", Severity.Warning)]
    public void A_stream_for_clips_that_gives_none_is_a_warning_since_the_watch_goes_on(string codec, string? reason, string code, Severity severity)
    {
        var finding = CameraCheck.MainStream("camera stove main", Mingchu.Edge.Capture.CameraUrl.Parse("rtsp://host/main").Url!, new(codec, 640, 360, 10, 1, reason, "no"));
        Assert.Equal((code, severity), (finding.Code, finding.Severity));
    }

    [Fact]
    public void Packets_tell_rate_size_and_distance_of_key_pictures()
    {
        var packets = new PacketList();
        Assert.False(packets.Take("#tb 0: 1/90000"));
        packets.Take("#codec_id 0: h264");
        packets.Take("#dimensions 0: 2560x1440");
        for (var i = 0; i < 61; i++)
            Assert.True(packets.Take($"0, {i * 7200,10}, {i * 7200,10}, 7200, 100, 0x0000{(i % 50 == 0 ? "" : ", F=0x0")}"));
        var probe = packets.Probe;
        Assert.Equal(("h264", 2560, 1440), (probe.Codec, probe.Width, probe.Height));
        Assert.Equal(12.5, probe.Fps!.Value, 3);
        Assert.Equal(4.0, probe.KeySeconds!.Value, 3);
        Assert.Equal(["camera.ok", "camera.slow", "camera.wide"], CameraCheck.Judge("camera", probe, new() { Fps = 15 }, CaptureMode.Full).Select(f => f.Code));
        Assert.Equal(["camera.ok", "camera.keys"], CameraCheck.Judge("camera", probe with { Width = 640, Height = 360, KeySeconds = null }, new() { Fps = 5 }, CaptureMode.Full).Select(f => f.Code));
    }

    [Theory]
    [InlineData(CaptureMode.Full, 4.0, 2, "camera.ok")]
    [InlineData(CaptureMode.Full, 4.1, 2, "camera.ok camera.keys")]
    [InlineData(CaptureMode.KeyFrames, 4.0, 2, "camera.ok")]
    [InlineData(CaptureMode.KeyFrames, 4.1, 2, "camera.ok camera.keys.key-frames")]
    [InlineData(CaptureMode.KeyFrames, 2.1, 1, "camera.ok camera.keys.key-frames")]
    [InlineData(CaptureMode.KeyFrames, 9.0, 5, "camera.ok camera.keys")]
    [InlineData(CaptureMode.Adaptive, null, 2, "camera.ok camera.keys.adaptive")]
    public void Key_pictures_too_seldom_for_the_mode_are_told_with_what_to_change(CaptureMode mode, double? distance, double wanted, string codes)
    {
        var findings = CameraCheck.Judge("camera", new("h264", 640, 360, 25, distance), new() { KeyFrames = TimeSpan.FromSeconds(wanted) }, mode).ToList();
        Assert.Equal(codes, string.Join(' ', findings.Select(f => f.Code)));
        if (findings is [_, { Code: "camera.keys.key-frames" } told])
            Assert.Contains($"I-frame interval to {wanted} s ({wanted * 25} pictures)", told.In(Languages[0]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 2 4 6 8", null)]
    [InlineData("0 5 10 15 20 25", 5.0)]
    [InlineData("0 2 9 11 13 15", null)]
    [InlineData("0 5 10 begin 60 65", 5.0)]
    [InlineData("0 5 10", null)]
    public void The_worker_tells_once_when_key_pictures_come_too_seldom(string story, double? told)
    {
        var watch = new KeyFrameWatch(TimeSpan.FromSeconds(4));
        List<double> said = [];
        foreach (var word in story.Split(' '))
            if (word == "begin")
                watch.Begin();
            else if (watch.Look(DateTimeOffset.UnixEpoch.AddSeconds(double.Parse(word, CultureInfo.InvariantCulture))) is { } distance)
                said.Add(distance.TotalSeconds);
        Assert.Equal(told is null ? [] : [told.Value], said);
    }

    [Fact]
    public void No_line_of_ffmpeg_breaks_the_packet_list() => Gen.String.Sample(line =>
    {
        var packets = new PacketList();
        packets.Take(line);
        packets.Take("#tb 0: " + line);
        packets.Take("#dimensions 0: " + line);
        packets.Take("0, " + line);
        _ = packets.Probe;
    });

    [Fact]
    public void Every_text_is_there_in_both_languages_with_the_same_places()
    {
        var resources = new ResourceManager("Mingchu.Edge.Checks.Findings", typeof(Finding).Assembly);
        var english = resources.GetResourceSet(CultureInfo.InvariantCulture, true, true)!.Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
        var chinese = resources.GetResourceSet(Languages[1], true, false)!.Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
        Assert.Equal(english.Keys.Order(), chinese.Keys.Order());
        foreach (var (key, text) in english)
            Assert.Equal(Places(text), Places(chinese[key]));
        string[] reasons = [CameraReasons.Name, CameraReasons.Refused, CameraReasons.Login, CameraReasons.NotFound, CameraReasons.Timeout, CameraReasons.Codec, CameraReasons.Stalled, CameraReasons.Ended];
        Assert.All(reasons, reason => Assert.Contains($"camera.{reason}", english.Keys));
    }

    private static IEnumerable<string> Places(string text) => Regex.Matches(text, @"\{\d\}").Select(m => m.Value).Distinct().Order();
}
