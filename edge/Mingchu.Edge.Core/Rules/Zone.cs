using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Edge.Core.Rules;

/// <summary>A named part of a camera's view; a thing is in it when the centre of its box is.</summary>
/// <param name="Id">As in alerts; see <see cref="Contracts.Topics.IsId"/>.</param>
/// <param name="Area">Where.</param>
public sealed record Zone(string Id, Polygon Area);
