using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Edge.Core.Sight;

/// <summary>Something that stands still in the view and is not in the camera's approved clean reference.</summary>
/// <param name="Id">Stays while the thing stays.</param>
/// <param name="Box">Where.</param>
/// <param name="Since">When it was first there.</param>
/// <param name="Score">How clearly it differs from the reference, 0..1.</param>
public sealed record StaticObject(long Id, Box Box, DateTimeOffset Since, float Score);
