namespace Mingchu.EvalVideo;

/// <summary>Something the caller must put right; ends the program with this message and exit code.</summary>
internal sealed class ClipFault(string message, int code) : Exception(message)
{
    /// <summary>Arguments, or a file beside a clip, are wrong.</summary>
    public const int Usage = 64;

    /// <summary>A clip can't be read.</summary>
    public const int Unreadable = 65;

    /// <summary>Exit code, after BSD's sysexits.</summary>
    public int Code { get; } = code;
}
