using System.Text.Json.Serialization;
using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Patrols;

/// <summary>What a check list is filled in for.</summary>
[JsonConverter(typeof(KebabCase<CheckSubject>))]
public enum CheckSubject
{
    /// <summary>Premises.</summary>
    Premises,

    /// <summary>A takeaway platform.</summary>
    Platform,
}

/// <summary>One version of a check list. A version that was used never changes; another content is another version.</summary>
/// <param name="Id">1..32 lower-case letters, digits and inner hyphens; the same for all versions.</param>
/// <param name="Version">1 and up.</param>
/// <param name="For">What it is filled in for.</param>
/// <param name="Title">For people, at most 200 characters.</param>
/// <param name="Points">1..100 points, in their order.</param>
public sealed record CheckList(string Id, int Version, CheckSubject For, Words Title, IReadOnlyList<CheckPoint> Points)
{
    /// <summary>The point of this id; null when there is none.</summary>
    public CheckPoint? Find(string point) => Points.FirstOrDefault(p => p.Id == point);
}

/// <summary>One point of a check list.</summary>
/// <param name="Id">1..32 lower-case letters, digits and inner hyphens; unique in its list.</param>
/// <param name="Hazard">Code of the hazard list that a failed point is filed as.</param>
/// <param name="Text">What is asked, at most 1000 characters.</param>
public sealed record CheckPoint(string Id, string Hazard, Words Text);
