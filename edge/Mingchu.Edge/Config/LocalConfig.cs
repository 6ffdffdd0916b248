namespace Mingchu.Edge.Config;

/// <summary>The broker of the kitchen's own network, where sensor gateways publish.</summary>
public sealed record LocalConfig
{
    /// <summary><c>mqtt://host:port</c> or <c>mqtts://host:port</c>.</summary>
    public required Uri Mqtt { get; init; }

    /// <summary>Account of the worker there.</summary>
    public required string User { get; init; }

    /// <summary>File with its password; read anew at every connection.</summary>
    public required string PasswordFile { get; init; }

    /// <summary>PEM file of the certificate authority for <c>mqtts</c>; null means the system's.</summary>
    public string? Ca { get; init; }
}
