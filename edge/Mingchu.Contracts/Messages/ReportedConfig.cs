namespace Mingchu.Contracts.Messages;

/// <summary>What became of a desired configuration.</summary>
[JsonConverter(typeof(KebabCase<ConfigState>))]
public enum ConfigState
{
    /// <summary>The device goes by it.</summary>
    Applied,

    /// <summary>It is wrong, see the problems; the device goes on as before.</summary>
    Refused,

    /// <summary>It was taken, but the device could not work with it; it went back to what it had before.</summary>
    RolledBack,
}

/// <summary>What a device made of the configuration it was asked for, retained.</summary>
/// <param name="Revision">Revision this is about; 0 when none was ever asked for.</param>
/// <param name="State">What became of it.</param>
/// <param name="Active">Revision the device goes by; 0 is its own file alone.</param>
/// <param name="At">When that was decided, UTC.</param>
/// <param name="Problems">All that is wrong; empty when applied.</param>
/// <param name="Effective">What is in force of the keys that may be set from afar, as YAML; null when it is too long to tell.</param>
public sealed record ReportedConfig(
    long Revision, ConfigState State, long Active, DateTimeOffset At, IReadOnlyList<ConfigProblem> Problems, string? Effective = null);

/// <summary>One thing wrong.</summary>
/// <param name="Line">Line of the desired text, from 1; 0 when it concerns the whole.</param>
/// <param name="Path">Where in it, e.g. <c>cameras[0].zones[1].area</c>.</param>
/// <param name="Message">What is wrong and what was expected.</param>
public sealed record ConfigProblem(long Line, string Path, string Message);
