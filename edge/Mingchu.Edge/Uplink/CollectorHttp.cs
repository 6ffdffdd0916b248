using Mingchu.Edge.Config;

namespace Mingchu.Edge.Uplink;

/// <summary>HTTP to the collector: by the configured authority only, and never on to where an answer points.</summary>
internal static class CollectorHttp
{
    public static HttpClient Client(CollectorConfig collector, TimeSpan timeout)
    {
        var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10), AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) };
        if (collector.Ca is not null)
            handler.SslOptions.CertificateChainPolicy = Trust.Policy(collector.Ca);
        return new(handler) { Timeout = timeout };
    }
}
