using System.Text.Json.Serialization;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Patrols;

namespace Mingchu.Collector.Patrols;

/// <summary>A check list in the reader's language.</summary>
public sealed record CheckListView(string Id, int Version, CheckSubject For, string Title, IReadOnlyList<CheckPointView> Points)
{
    internal static CheckListView Of(CheckList list, System.Globalization.CultureInfo culture) => new(list.Id, list.Version, list.For, list.Title.In(culture),
        [.. list.Points.Select(p => new CheckPointView(p.Id, p.Hazard, p.Text.In(culture)))]);
}

/// <summary>A point of a list.</summary>
/// <param name="Id">For the answers.</param>
/// <param name="Hazard">What a failed point is filed as.</param>
/// <param name="Text">What is asked.</param>
public sealed record CheckPointView(string Id, string Hazard, string Text);

/// <summary>An inspection in a list.</summary>
/// <param name="Result"><c>clean</c> or <c>case</c>.</param>
public sealed record InspectionItem(
    Guid Id, string Premises, string PremisesName, string Area, string List, int ListVersion, string Title, string By, Role ByRole, DateTimeOffset At, int Failed, string Result);

/// <summary>A whole inspection.</summary>
public sealed record InspectionView(
    Guid Id, string Premises, string PremisesName, string Area, string List, int ListVersion, string Title, string By, Role ByRole, DateTimeOffset At, DateTimeOffset RecordedAt,
    string Note, int Failed, string Result, IReadOnlyList<InspectedPoint> Points);

/// <summary>A point as it was found.</summary>
/// <param name="Point">Its id.</param>
/// <param name="Text">What was asked then.</param>
/// <param name="Answer">What was found.</param>
/// <param name="Note">Remark.</param>
/// <param name="CaseId">Case of a failed point.</param>
/// <param name="CaseNumber">Its number.</param>
/// <param name="Pictures">Addresses of pictures.</param>
public sealed record InspectedPoint(string Point, string Text, Answer Answer, string Note, Guid? CaseId, string? CaseNumber, IReadOnlyList<string> Pictures);

/// <summary>Body of an inspection.</summary>
/// <param name="Premises">Where.</param>
/// <param name="List">Id of the check list.</param>
/// <param name="Version">Its version; the newest when absent.</param>
/// <param name="Answers">One per point.</param>
/// <param name="Note">Remark about the whole.</param>
/// <param name="At">When; now when absent.</param>
public sealed record InspectionRequest(string? Premises, string? List, int? Version, IReadOnlyList<AnswerRequest>? Answers, string? Note, DateTimeOffset? At);

/// <summary>An answer.</summary>
/// <param name="Point">Id of the point.</param>
/// <param name="Answer">pass, fail or not-applicable.</param>
/// <param name="Note">Remark.</param>
public sealed record AnswerRequest(string? Point, string? Answer, string? Note);

/// <summary>An inspection that was taken in.</summary>
/// <param name="Id">The inspection.</param>
/// <param name="IsNew">False when the same was handed in before.</param>
public sealed record InspectionReceipt(Guid Id, [property: JsonPropertyName("new")] bool IsNew);
