namespace Mingchu.Collector.Pages;

/// <summary>Keeps redirects on this site.</summary>
public static class LocalAddress
{
    /// <summary>The address when it is a path of this site, else the other one.</summary>
    public static string Or(string? address, string otherwise) =>
        address is { Length: > 0 and < 2000 } && address[0] == '/' && (address.Length == 1 || address[1] is not ('/' or '\\'))
        && !address.Any(char.IsControl)
            ? address
            : otherwise;
}
