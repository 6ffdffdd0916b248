using System.Net;
using Mingchu.Edge.Capture;

namespace Mingchu.Edge.Config;

/// <summary>Where this box's cameras are: one login for all of them, and the only place where cameras may be added or moved to from afar.</summary>
/// <param name="Addresses">Networks; empty allows nothing from afar.</param>
/// <param name="Login">User and password of cameras there whose address names none; null when each has its own.</param>
public sealed record CameraNetwork(IReadOnlyList<IPNetwork> Addresses, (string User, string Password)? Login)
{
    /// <summary>Nothing from afar, no common login.</summary>
    public static CameraNetwork None { get; } = new([], null);

    /// <summary>The address with the common login, when it is here and names none of its own.</summary>
    public CameraUrl WithLogin(CameraUrl url) =>
        Login is var (user, password) && Holds(url) && !url.HasLogin ? url.WithLogin(user, password) : url;

    /// <summary>Why an address may not be set from afar; null when it may. Names are refused: what they stand for is for others to say.</summary>
    public string? Refusal(CameraUrl url) =>
        url.IsFile ? "can't be a file when it is set from afar"
        : url.HasLogin ? "must not hold a user or password when it is set from afar; the box has the login in cameraNetwork"
        : Addresses.Count == 0 ? "can't be set from afar: the box's file names no cameraNetwork.addresses"
        : !Holds(url) ? $"is not in the box's camera network ({string.Join(", ", Addresses)}); write the camera's number, as rtsp://192.168.1.20/..."
        : null;

    private bool Holds(CameraUrl url) => IPAddress.TryParse(url.Host, out var address) && Addresses.Any(n => n.Contains(address));

    internal static CameraNetwork Read(YamlScope scope, Func<string, (string? Path, string? Error)> secretFile)
    {
        var addresses = scope.Values<object>("addresses", text => IPNetwork.TryParse(text, out var network) ? (network, null) : (null, $"'{text}' is not a network like 192.168.1.0/24"));
        var (user, file) = (scope.Text("user"), scope.Value("passwordFile", secretFile));
        if (user is null != file is null && (scope.Has("user") != scope.Has("passwordFile")))
            scope.Wrong(user is null ? "user" : "passwordFile", "is missing; a login has both");
        if (scope.Has("user") && addresses.Count == 0)
            scope.Wrong("addresses", "is missing: the login is for the cameras of a network");
        scope.Close();
        return new([.. addresses.Cast<IPNetwork>()], user is null || file is null ? null : (user, File.ReadAllText(file).Trim()));
    }
}
