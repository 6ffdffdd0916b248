using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Mingchu.Edge.Uplink;

namespace Mingchu.Edge.Checks;

/// <summary>Whether a host can be spoken to, and whether its certificate is in order; says which of the many reasons it is not.</summary>
public static class HostProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Null when all is well, else what is wrong.</summary>
    /// <param name="subject">Who is asked.</param>
    /// <param name="address">Host and port; TLS when its scheme ends in <c>s</c>.</param>
    /// <param name="ca">PEM file of the authority; null means the system's.</param>
    /// <param name="now">For certificates that are over or not yet begun.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<Finding?> RunAsync(string subject, Uri address, string? ca, DateTimeOffset now, CancellationToken ct)
    {
        var secure = address.Scheme is "mqtts" or "https";
        var port = address.Port > 0 ? address.Port : secure ? 8883 : 1883;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        using var client = new TcpClient();
        var connected = false;
        Finding? complaint = null;
        try
        {
            await client.ConnectAsync(address.DnsSafeHost, port, patience.Token);
            connected = true;
            if (!secure)
                return null;
            await using var tls = new SslStream(client.GetStream(), false, (_, shown, chain, errors) =>
            {
                // Here and now: the certificate is gone after the handshake.
                var certificate = shown as X509Certificate2;
                if (Complaint(errors, chain, certificate, now) is { } code)
                    complaint = new(Severity.Error, subject, code, address.Host, certificate?.Issuer, Day(certificate?.NotBefore), Day(certificate?.NotAfter));
                return errors == SslPolicyErrors.None;
            });
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = address.Host,
                CertificateChainPolicy = ca is null ? null : Trust.Policy(ca),
            }, patience.Token);
            return null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(Severity.Error, subject, connected ? "tls.silent" : "host.timeout", address.Host, port);
        }
        catch (SocketException e)
        {
            var code = e.SocketErrorCode switch
            {
                SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "host.name",
                SocketError.ConnectionRefused => "host.refused",
                _ => "host.unreachable",
            };
            return new(Severity.Error, subject, code, address.Host, port, e.Message);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            return complaint ?? new(Severity.Error, subject, "tls.none", address.Host, port, e.Message);
        }
    }

    private static string? Day(DateTime? time) => time?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Complaint(SslPolicyErrors errors, X509Chain? chain, X509Certificate2? certificate, DateTimeOffset now) => errors switch
    {
        SslPolicyErrors.None => null,
        _ when certificate is null => "tls.none",
        // A box whose clock fell back to 2020 sees every certificate as one of the future.
        _ when now < certificate.NotBefore => "tls.early",
        _ when now > certificate.NotAfter || chain?.ChainStatus.Any(s => s.Status == X509ChainStatusFlags.NotTimeValid) == true => "tls.expired",
        _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) => "tls.name",
        _ => "tls.untrusted",
    };
}
