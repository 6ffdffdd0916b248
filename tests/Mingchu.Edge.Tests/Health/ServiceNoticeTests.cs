using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Mingchu.Edge.Health;
using Mingchu.Edge.Tests.Support;

namespace Mingchu.Edge.Tests.Health;

public sealed class ServiceNoticeTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly Socket systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        systemd.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pipeline_that_hangs_gives_no_sign_of_life(bool isAbstract)
    {
        var path = isAbstract ? $"@mingchu-{Guid.NewGuid():N}" : folder["notify"];
        systemd.Bind(new UnixDomainSocketEndPoint(isAbstract ? $"\0{path[1..]}" : path));
        var notice = ServiceNotice.FromEnvironment(name => name switch { "NOTIFY_SOCKET" => path, "WATCHDOG_USEC" => "60000000", _ => null });
        var (time, silence) = (new FakeTimeProvider(), TimeSpan.FromSeconds(1));
        using var stop = new CancellationTokenSource();
        var running = notice.RunAsync(() => silence, () => "2 of 2 cameras online", time, stop.Token);
        Assert.Equal("READY=1", await Heard());
        Assert.Equal("WATCHDOG=1\nSTATUS=2 of 2 cameras online", await Heard());
        silence = TimeSpan.FromSeconds(31);
        time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal("STATUS=2 of 2 cameras online", await Heard());
        silence = TimeSpan.FromSeconds(1);
        time.Advance(TimeSpan.FromSeconds(15));
        Assert.StartsWith("WATCHDOG=1", await Heard(), StringComparison.Ordinal);
        await stop.CancelAsync();
        await running;
        Assert.Equal("STOPPING=1", await Heard());
    }

    [Fact]
    public async Task Without_systemd_nothing_is_told_and_nothing_fails()
    {
        await ServiceNotice.FromEnvironment(_ => null).RunAsync(() => default, () => "", TimeProvider.System, Ct);
        using var stop = new CancellationTokenSource();
        var running = new ServiceNotice(folder["nobody"], null).RunAsync(() => default, () => "", TimeProvider.System, stop.Token);
        Assert.False(running.IsFaulted);
        await stop.CancelAsync();
        await running;
    }

    private async Task<string> Heard()
    {
        var buffer = new byte[1024];
        return Encoding.UTF8.GetString(buffer, 0, await systemd.ReceiveAsync(buffer, Ct));
    }
}
