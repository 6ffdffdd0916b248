namespace Mingchu.Collector.Core.Routing;

/// <summary>What a route is chosen by.</summary>
/// <param name="Grade">1 merchant rectifies, 2 platform handles, 3 regulator inspects.</param>
/// <param name="Hazard">Code of the hazard list.</param>
/// <param name="Group">Group of the hazard list: staff, pests, dirty, safety, camera or sensing.</param>
/// <param name="Area">Area of the premises as a path from the widest to the narrowest, parted by <c>/</c>: <c>putian/hanjiang/town-3</c>.</param>
public sealed record Matter(int Grade, string Hazard, string Group, string Area);
