namespace Mingchu.Edge.Core.Rules;

/// <summary>A hazard that this software knows and a camera does not watch.</summary>
/// <param name="Hazard">Code of the hazard list.</param>
/// <param name="Zone">Zone it is not watched in, or null.</param>
/// <param name="Because">What is missing.</param>
public sealed record Unwatched(string Hazard, string? Zone, Missing Because);

/// <summary>What a rule lacks.</summary>
public enum Missing
{
    /// <summary>Nothing: it is switched off, or off until it is switched on.</summary>
    Switch,

    /// <summary>A zone drawn for it.</summary>
    Zone,

    /// <summary>A model that sees it.</summary>
    Model,

    /// <summary>Opening or duty hours.</summary>
    Hours,
}
