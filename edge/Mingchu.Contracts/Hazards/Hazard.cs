namespace Mingchu.Contracts.Hazards;

/// <summary>One line of the hazard list. Everything else (models, rules, grading, UI, MQTT, statistics) refers to <see cref="Code"/>.</summary>
/// <param name="Code">Stable kebab-case code, e.g. <c>no-cap</c>; never reused for another meaning.</param>
/// <param name="Zh">Simplified Chinese name.</param>
/// <param name="En">English name.</param>
/// <param name="Group">staff, pests, dirty, safety, camera or sensing.</param>
/// <param name="Grade">Default grade of a case that nothing else raises: 1 merchant rectifies, 2 platform handles, 3 regulator inspects.</param>
/// <param name="DwellSeconds">Default seconds the violation must last before an alert is raised, &gt; 0.</param>
/// <param name="ClearSeconds">Default seconds without violation after which the alert is cleared, &gt; 0.</param>
/// <param name="SeenBy">
/// What recognises it, one or several with commas between: <c>MODEL:CLASS</c> or <c>MODEL:ATTRIBUTE</c>, <c>geometry:static-object</c> (new things
/// against the camera's clean reference), <c>geometry:hot-zone</c>, <c>calendar</c> (people by zone and hours), <c>capture</c> (the stream), <c>sight</c>
/// (statistics of the picture), <c>sensor</c>, <c>person</c> (reported by people, no box looks for it), or <c>none</c>: nothing yet. What a box really watches, with its models, zones and hours, its birth message says.
/// </param>
/// <param name="NeedsPerson">Whether it can only be seen while a person is in view.</param>
/// <param name="NeedsZone">Whether it is watched only in zones drawn for it.</param>
public sealed record Hazard(
    string Code,
    string Zh,
    string En,
    string Group,
    int Grade,
    double DwellSeconds,
    double ClearSeconds,
    string SeenBy,
    bool NeedsPerson,
    bool NeedsZone);
