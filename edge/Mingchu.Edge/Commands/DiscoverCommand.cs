using System.Net;
using Mingchu.Edge.Discovery;

namespace Mingchu.Edge.Commands;

/// <summary><c>mingchu-edge discover</c>: cameras in the network that speak ONVIF, and with a login their streams as a piece of configuration.</summary>
public static class DiscoverCommand
{
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(8);

    /// <summary>Searches and tells.</summary>
    /// <param name="from">Own addresses to ask from.</param>
    /// <param name="group">Where devices listen.</param>
    /// <param name="patience">How long answers are waited for.</param>
    /// <param name="login">For the streams; null only lists devices.</param>
    /// <param name="output">What is found; lines that are no configuration are comments.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<int> RunAsync(IReadOnlyList<IPAddress> from, IPEndPoint group, TimeSpan patience, OnvifLogin? login, TextWriter output, CancellationToken ct)
    {
        var devices = await DeviceSearch.RunAsync(from, group, patience, ct);
        if (devices.Count == 0)
        {
            output.WriteLine($"# no camera answered on {string.Join(", ", from)}: is ONVIF switched on in its settings, is it in the same network?");
            return ExitCodes.Unavailable;
        }
        foreach (var device in devices)
            output.WriteLine($"# {device.From}  {device.Name}  {device.Hardware}  {device.Service}");
        if (login is null)
        {
            output.WriteLine("# with --user and --password-file, each is asked for its streams");
            return ExitCodes.Ok;
        }
        output.WriteLine("cameras:");
        foreach (var device in devices)
        {
            using var client = new OnvifClient(device, login, TimeProvider.System, Answer);
            var (streams, whyNot) = await client.StreamsAsync(ct);
            output.Write(streams.Count > 0 ? CamerasYaml.Of(device.From, device.Name, login.User, streams) : $"  # {device.From}: {whyNot}\n");
        }
        return ExitCodes.Ok;
    }

    /// <summary>Runs as the command line says.</summary>
    public static Task<int> RunAsync(string? card, string? user, string? passwordFile, CancellationToken ct)
    {
        var from = DeviceSearch.Addresses(card);
        if (from.Count == 0)
            return Fail(card is null ? "no network interface with an IPv4 address is up" : $"--interface: there is no '{card}' with an IPv4 address");
        if (user is null != passwordFile is null)
            return Fail("--user and --password-file go together");
        try
        {
            var login = user is null ? null : new OnvifLogin(user, File.ReadAllText(passwordFile!).TrimEnd('\r', '\n'));
            return RunAsync(from, DeviceSearch.Group, TimeSpan.FromSeconds(4), login, Console.Out, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail($"--password-file: {e.Message}");
        }
    }

    private static Task<int> Fail(string message)
    {
        Console.Error.WriteLine(message);
        return Task.FromResult(ExitCodes.BadConfiguration);
    }
}
