namespace Mingchu.Collector.Quality;

/// <summary>Measured precision.</summary>
/// <param name="From">Cases opened since then count, UTC.</param>
/// <param name="To">Until then, UTC.</param>
/// <param name="IsPart">There were more alerts than are read at once; the oldest of the window are missing.</param>
/// <param name="Items">Those with most false alarms first.</param>
public sealed record QualityView(DateTimeOffset From, DateTimeOffset To, bool IsPart, IReadOnlyList<QualityItem> Items);

/// <summary>One line; what the figures are not broken down by is null.</summary>
/// <param name="PremisesId">Where.</param>
/// <param name="PremisesName">Its name.</param>
/// <param name="Area">Its area path.</param>
/// <param name="Device">The box.</param>
/// <param name="Camera">Camera id within the box.</param>
/// <param name="CameraName">Its name for people.</param>
/// <param name="Hazard">Code of the hazard list.</param>
/// <param name="Model">Name, version and start of the hash.</param>
/// <param name="Confirmed">Cases on the camera that were so.</param>
/// <param name="FalseAlarms">Cases on the camera that were not.</param>
/// <param name="Unjudged">Cases on the camera without a verdict.</param>
/// <param name="Precision">Confirmed of the judged, 0..1; null without any.</param>
/// <param name="Low">Lower end of the 95 % interval (Wilson).</param>
/// <param name="High">Upper end.</param>
/// <param name="Advice">Suggestions, with their reason in words; only by camera.</param>
/// <param name="EdgeYaml">The suggestions as lines for the box's configuration; null without any.</param>
public sealed record QualityItem(
    string? PremisesId,
    string? PremisesName,
    string? Area,
    string? Device,
    string? Camera,
    string? CameraName,
    string? Hazard,
    string? Model,
    int Confirmed,
    int FalseAlarms,
    int Unjudged,
    double? Precision,
    double Low,
    double High,
    IReadOnlyList<AdviceView> Advice,
    string? EdgeYaml);

/// <summary>A suggestion or why there is none.</summary>
/// <param name="Kind"><c>threshold</c>, <c>masks</c> or <c>nothing</c>.</param>
/// <param name="Code">Stable code of the reason.</param>
/// <param name="Text">The reason in the reader's language, with the effect it would have had.</param>
/// <param name="MinConfidence">The threshold; null for others.</param>
/// <param name="Masks">Polygons of [x, y] in 0..1; null for others.</param>
public sealed record AdviceView(string Kind, string Code, string Text, double? MinConfidence, IReadOnlyList<IReadOnlyList<double[]>>? Masks);
