using System.Net;
using Mingchu.Collector.Config;
using Prometheus;

namespace Mingchu.Collector;

/// <summary>Serves <c>/metrics</c> on an address of its own, apart from what the public reaches.</summary>
public sealed class MetricsServer(MetricsConfig config) : IHostedService, IDisposable
{
    private KestrelMetricServer? server;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (config.Listen.Length == 0)
            return Task.CompletedTask;
        var listen = IPEndPoint.Parse(config.Listen);
        server = new KestrelMetricServer(listen.Address.ToString(), listen.Port);
        server.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => server?.StopAsync() ?? Task.CompletedTask;

    public void Dispose() => server?.Dispose();
}
