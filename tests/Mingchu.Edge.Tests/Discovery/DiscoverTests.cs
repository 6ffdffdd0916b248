using System.Net;
using Mingchu.Edge.Commands;
using Mingchu.Edge.Config;
using Mingchu.Edge.Discovery;
using Mingchu.Edge.Tests.Support;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Discovery;

/// <summary>A search on loopback, where every address of 127/8 may be a camera.</summary>
public sealed class DiscoverTests : IDisposable
{
    private readonly IPEndPoint group = new(IPAddress.Parse("239.255.77.77"), FreePort.Next());
    private readonly TempFolder folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static OnvifLogin Login => new(OnvifResponder.User, OnvifResponder.Password);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Cameras_are_found_and_become_a_configuration_that_reads()
    {
        await using var one = await OnvifResponder.Start("127.0.0.21", group);
        await using var two = await OnvifResponder.Start("127.0.0.22", group, ahead: TimeSpan.FromDays(-400));
        var text = await Discover(Login);
        Assert.Contains("127.0.0.21  后厨 1  DS-2CD", text, StringComparison.Ordinal);
        Assert.DoesNotContain(OnvifResponder.Password, text, StringComparison.Ordinal);
        Assert.DoesNotContain("192.0.2.7", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);

        folder.Write("token", "t");
        Directory.CreateDirectory(folder["models"]);
        var (config, errors) = ConfigReader.Read("device: box-1\ncollector: {mqtt: \"mqtt://127.0.0.1\", evidence: \"http://127.0.0.1\", tokenFile: token}\ndata: data\nmodels: models\n" + text,
            folder.Path, name => name is "CAM_127_0_0_21_PASSWORD" or "CAM_127_0_0_22_PASSWORD" ? "a@b" : null);
        Assert.Empty(errors);
        Assert.Equal(["cam-127-0-0-21", "cam-127-0-0-22"], config!.Cameras.Select(c => c.Id));
        Assert.Equal("rtsp://viewer:a%40b@127.0.0.21:554/Streaming/sub?transport=unicast&n=1", config.Cameras[0].Url.Secret);
        Assert.Equal("rtsp://viewer:a%40b@127.0.0.21:554/Streaming/main?transport=unicast&n=1", config.Cameras[0].Main?.Secret);
    }

    [Theory]
    [InlineData("H264 2560, H264 704", 704, 2560)]
    [InlineData("H265 3840, H264 1280, H264 352", 1280, 3840)]
    [InlineData("JPEG 1920, H264 1280, H264 640", 640, 1280)]
    [InlineData("JPEG 1920, JPEG 640", 640, null)]
    [InlineData("H264 1920", 1920, null)]
    [InlineData("H264 352", 352, null)]
    [InlineData("H264 0, H264 0", 0, null)]
    public void The_smallest_stream_that_does_is_watched_and_the_largest_that_plays_is_kept_for_clips(string streams, int watched, int? main)
    {
        var offered = streams.Split(", ").Select((s, i) => s.Split(' ') is var parts ? new OnvifStream($"p{i}", parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), 1, new($"rtsp://10.0.0.1/{i}")) : null!).ToList();
        var lines = CamerasYaml.Of(IPAddress.Parse("10.0.0.1"), "x", "viewer", offered).Split('\n').Select(l => l.Trim()).ToList();
        string Shown(int width) => $"{(width > 0 ? $"{width} x 1" : "size unknown")} ";
        Assert.Contains(Shown(watched), Assert.Single(lines, l => l.StartsWith("url:", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(main is null ? 0 : 1, lines.Count(l => l.StartsWith("main:", StringComparison.Ordinal) && l.Contains(Shown(main!.Value), StringComparison.Ordinal)));
        Assert.Equal(streams.Split(", ").Length, lines.Count(l => l.Contains("rtsp://", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_without_one_nothing_is_asked()
    {
        await using var camera = await OnvifResponder.Start("127.0.0.23", group);
        Assert.Contains("127.0.0.23", await Discover(login: null), StringComparison.Ordinal);
        Assert.Empty(camera.Asked);
        Assert.Contains("refuses user or password", await Discover(new("viewer", "wrong")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ProbeMatches", "<a/>")]
    [InlineData("ProbeMatches", "")]
    [InlineData("ProbeMatches", "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><x>&a;</x>")]
    [InlineData("GetProfiles", "no xml")]
    [InlineData("GetProfiles", "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><x/>")]
    [InlineData("GetProfiles", "<x><Profiles/></x>")]
    [InlineData("GetStreamUri", "<x><Uri>file:///etc/passwd</Uri></x>")]
    [InlineData("GetStreamUri", "<x><Uri>rtsp://h/${HOME}</Uri></x>")]
    [InlineData("GetSystemDateAndTime", "<x><UTCDateTime><Year>99999999</Year></UTCDateTime></x>")]
    [InlineData("GetCapabilities", "long")]
    [InlineData("GetCapabilities", "deep")]
    public async Task A_hostile_answer_brings_no_stream_and_harms_no_other_camera(string operation, string answer)
    {
        await using var good = await OnvifResponder.Start("127.0.0.24", group);
        await using var bad = await OnvifResponder.Start("127.0.0.25", group, ahead: TimeSpan.FromDays(9));
        bad.Spoil = (asked, normal) => asked != operation ? normal : answer switch
        {
            "long" => "<x>" + new string('a', 5_000_000) + "</x>",
            "deep" => string.Concat(Enumerable.Repeat("<x>", 20_000)),
            _ => answer,
        };
        var text = await Discover(Login);
        Assert.Contains("id: cam-127-0-0-24", text, StringComparison.Ordinal);
        Assert.DoesNotContain("id: cam-127-0-0-25", text, StringComparison.Ordinal);
        Assert.DoesNotContain("HOME", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_digest_is_that_of_the_specification()
    {
        // Example of the ONVIF application programmer's guide.
        Assert.Equal("tuOSpGlFlIXsozq4HFNeeGeFLEI=", OnvifLogin.Digest(Convert.FromBase64String("LKqI6G/AikKCQrN0zqZFlg=="), "2010-09-16T07:50:45Z", "userpassword"));
    }

    [Theory]
    [InlineData("\u001b[2Jname", "[2Jname")]
    [InlineData("a\nb: c", "ab: c")]
    [InlineData("\u202Ename", "name")]
    public void Names_are_cleaned(string name, string clean) => Assert.Equal(clean, OnvifXml.Clean(name));

    private async Task<string> Discover(OnvifLogin? login)
    {
        var output = new StringWriter();
        Assert.Equal(ExitCodes.Ok, await DiscoverCommand.RunAsync([IPAddress.Loopback], group, TimeSpan.FromSeconds(1), login, output, Ct));
        return output.ToString();
    }
}
