namespace Mingchu.Collector.Quality;

/// <summary>Which alerts are looked at; null asks nothing.</summary>
public sealed record VerdictFilter
{
    /// <summary>Only of cases opened since then.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Code of the hazard list.</summary>
    public string? Hazard { get; init; }

    /// <summary>Camera id, or <c>{device}/{camera}</c>.</summary>
    public string? Camera { get; init; }

    /// <summary>Path of an area; areas below it belong to it.</summary>
    public string? Area { get; init; }
}
