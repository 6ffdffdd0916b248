namespace Mingchu.Collector.Labels;

/// <summary>What an export did.</summary>
/// <param name="Written">Pictures written or labelled anew.</param>
/// <param name="Unchanged">Pictures that were there already, with the same verdict.</param>
/// <param name="Unjudged">Alerts without a verdict that were left out.</param>
/// <param name="Without">Alerts that lack something, each a sentence with case and alert.</param>
public sealed record ExportResult(int Written, int Unchanged, int Unjudged, IReadOnlyList<string> Without)
{
    /// <summary>Why nothing was done; null when it was.</summary>
    public string? Error { get; init; }
}
