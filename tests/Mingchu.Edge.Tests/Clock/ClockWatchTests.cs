using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Clock;
using Mingchu.Edge.Tests.Support;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Clock;

[Trait("row", "A1")]
public sealed class ClockWatchTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_real_camera_server_with_a_login_tells_its_time_without_it()
    {
        await using var folder = new RunFolder();
        await using var simulator = await CameraSimulator.Start(folder, new Dictionary<string, string> { ["one"] = Path.Combine(Repository.Root, "samples/footage/compliant.mp4") }, Ct, withLogin: true);
        var drift = await CameraClock.DriftAsync(CameraUrl.Parse(simulator.Url("one")).Url!, TimeSpan.Zero, TimeProvider.System, Ct);
        Assert.InRange(drift!.Value, TimeSpan.FromSeconds(-5), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_clock_hours_off_is_noted_from_its_first_answer_until_it_is_right()
    {
        var time = new FakeTimeProvider(Some.At);
        var date = Some.At.AddHours(-3);
        using var server = new Answering(() => $"RTSP/1.0 200 OK\r\nDate: {date:R}\r\n\r\n");
        var camera = Some.Camera($"rtsp://viewer:secret@127.0.0.1:{server.Port}/live") with { TimeZone = TimeZoneInfo.Utc };
        var watch = new ClockWatch(new(), new([camera.Id], Some.At), time, Some.Silent);
        Assert.Null(watch[camera.Id]);
        await watch.AskAsync(camera, Ct);
        Assert.Equal(Some.At, watch[camera.Id]!.DriftingSince);
        Assert.InRange(watch[camera.Id]!.Drift, TimeSpan.FromSeconds(-10801), TimeSpan.FromSeconds(-10799));
        time.Advance(TimeSpan.FromMinutes(1));
        await watch.AskAsync(camera, Ct);
        Assert.Equal(Some.At, watch[camera.Id]!.DriftingSince);
        date = time.GetUtcNow();
        await watch.AskAsync(camera, Ct);
        Assert.Null(watch[camera.Id]!.DriftingSince);
        Assert.All(server.Heard, question => Assert.DoesNotContain("secret", question, StringComparison.Ordinal));
        Assert.NotEmpty(server.Heard);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no RTSP at all")]
    public async Task A_camera_that_tells_no_time_stays_unjudged(string answer)
    {
        using var server = new Answering(() => answer);
        var camera = Some.Camera($"rtsp://127.0.0.1:{server.Port}/live");
        var watch = new ClockWatch(new(), new([camera.Id], Some.At), TimeProvider.System, Some.Silent);
        await watch.AskAsync(camera, Ct);
        Assert.Null(watch[camera.Id]);
    }

    /// <summary>Answers whatever it is asked, once per connection.</summary>
    private sealed class Answering : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);

        public Answering(Func<string> answer)
        {
            listener.Start();
            _ = ServeAsync(answer);
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public List<string> Heard { get; } = [];

        public void Dispose() => listener.Stop();

        private async Task ServeAsync(Func<string> answer)
        {
            var buffer = new byte[1024];
            try
            {
                while (true)
                {
                    using var client = await listener.AcceptTcpClientAsync();
                    Heard.Add(Encoding.ASCII.GetString(buffer, 0, await client.GetStream().ReadAsync(buffer)));
                    await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer()));
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
            {
                // The listener was stopped.
            }
        }
    }
}
