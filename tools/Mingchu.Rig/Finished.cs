namespace Mingchu.Rig;

/// <summary>What a program said and how it ended.</summary>
/// <param name="ExitCode">0 when all went well.</param>
/// <param name="Output">Lines of its standard output.</param>
/// <param name="Everything">Last lines of standard output and standard error as they came.</param>
public sealed record Finished(int ExitCode, IReadOnlyList<string> Output, string Everything);
