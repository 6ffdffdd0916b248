namespace Mingchu.Edge.Config;

/// <summary>One thing wrong with the configuration file.</summary>
/// <param name="Line">Line in the file, from 1; 0 when it concerns the whole file.</param>
/// <param name="Path">Where in the YAML, e.g. <c>cameras[1].url</c>.</param>
/// <param name="Message">What is wrong and what was expected. Never holds the value of a secret.</param>
public sealed record ConfigError(long Line, string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => (Line > 0 ? $"line {Line}: " : "") + (Path.Length > 0 ? $"{Path}: " : "") + Message;
}

/// <summary>A configuration, or all that is wrong with it.</summary>
/// <param name="Config">Null when there is an error.</param>
/// <param name="Errors">In the order of the file.</param>
public sealed record ConfigResult(EdgeConfig? Config, IReadOnlyList<ConfigError> Errors)
{
    /// <summary>What is in force of the keys that may be set from afar, as YAML.</summary>
    public string Effective { get; init; } = "";
}
