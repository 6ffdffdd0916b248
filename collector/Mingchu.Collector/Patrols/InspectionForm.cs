using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Patrols;

namespace Mingchu.Collector.Patrols;

/// <summary>A check list as it was filled in at premises.</summary>
/// <param name="PremisesId">Where.</param>
/// <param name="ListId">Which list.</param>
/// <param name="ListVersion">Which version; null for the newest.</param>
/// <param name="Answers">One per point.</param>
/// <param name="Key">The sender's key of this submission, 1..128 visible characters.</param>
public sealed record InspectionForm(string PremisesId, string ListId, int? ListVersion, IReadOnlyList<PointAnswer> Answers, string Key)
{
    /// <summary>Remark about the whole, at most 4000 characters.</summary>
    public string Note { get; init; } = "";

    /// <summary>When; null for now. Not in the future.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Pictures by point.</summary>
    public IReadOnlyList<PointPicture> Pictures { get; init; } = [];
}

/// <summary>A picture of a point.</summary>
/// <param name="Point">Id of the point.</param>
/// <param name="File">The uploaded file.</param>
public sealed record PointPicture(string Point, byte[] File);

/// <summary>An inspection was recorded, or why not.</summary>
/// <param name="Id">The inspection; null when it was not.</param>
/// <param name="IsNew">False when the same was handed in before.</param>
/// <param name="Faults">Everything that is wrong; codes of <c>Phrases</c>.</param>
public sealed record InspectionResult(Guid? Id, bool IsNew, IReadOnlyList<Phrase> Faults)
{
    internal static InspectionResult No(params IReadOnlyList<Phrase> faults) => new(null, false, faults);
}
