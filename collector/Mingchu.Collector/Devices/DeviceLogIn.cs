using Mingchu.Collector.Broker;
using Mingchu.Contracts;

namespace Mingchu.Collector.Devices;

/// <summary>Devices over HTTP: the bearer token must be that of the device in the address.</summary>
internal static class DeviceLogIn
{
    /// <summary>The refusal, or null when it is the device.</summary>
    public static async Task<IResult?> Refuse(string device, HttpContext http, DeviceRegistry devices, LoginThrottle throttle, CancellationToken ct)
    {
        var from = http.Connection.RemoteIpAddress is { } address ? new System.Net.IPEndPoint(address, 0) : null;
        if (!throttle.Allows(from, device))
            return Problem(429, "slow-down", "too many failed log-ins; wait a minute");
        var header = http.Request.Headers.Authorization.ToString();
        var token = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;
        if (Topics.IsId(device) && await devices.Authenticate(device, token, ct))
        {
            throttle.Succeeded(from, device);
            return null;
        }

        throttle.Failed(from, device);
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Problem(401, "token", "the bearer token is not this device's");
    }

    private static IResult Problem(int status, string code, string detail) =>
        Results.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
