using Mingchu.Edge.Core.Calendars;
using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Edge.Core.Rules;

/// <summary>A named part of a camera's view; a thing is in it when the centre of its box is, a person when the centre of the head is.</summary>
/// <param name="Id">As in alerts; see <see cref="Contracts.Topics.IsId"/>.</param>
/// <param name="Area">Where.</param>
public sealed record Zone(string Id, Polygon Area)
{
    /// <summary>Codes of the hazards it is drawn for. These are then watched in their zones only, each zone a matter of its own.</summary>
    public IReadOnlyList<string> Hazards { get; init; } = [];

    /// <summary>What is set for its hazards here, over the camera's settings.</summary>
    public IReadOnlyList<RuleSettings> Rules { get; init; } = [];

    /// <summary>For <c>intruder</c>: when people may be here. For <c>unattended-flame</c>: when the stove counts as hot though no flame is seen.</summary>
    public Hours? Hours { get; init; }

    /// <summary>For <c>intruder</c>: people in work clothes may be here. Neither this nor hours: nobody may.</summary>
    public bool StaffOnly { get; init; }
}
