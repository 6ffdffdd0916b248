namespace Mingchu.Collector.Core.Routing;

/// <summary>Who is told about which case, through which channels. Versioned: every notice carries the version that routed it.</summary>
/// <param name="Version">The file's own version, 1..32 characters.</param>
/// <param name="Root">The tree.</param>
public sealed record RoutingPolicy(string Version, Route Root)
{
    /// <summary>The policy compiled into this assembly, in force where no file is given.</summary>
    public static RoutingPolicy Default { get; } = PolicyText.Default("routing.json", RoutingFile.Parse);

    /// <summary>Every destination of the matter, each once, in the policy's order.</summary>
    public IReadOnlyList<Destination> Match(Matter matter) => [.. Root.Match(matter).Distinct()];

    /// <summary>All destinations the policy can name, for checking channels at start.</summary>
    public IReadOnlyList<Destination> Destinations => [.. All(Root).Distinct()];

    private static IEnumerable<Destination> All(Route route) => route.To.Concat(route.Routes.SelectMany(All));
}
