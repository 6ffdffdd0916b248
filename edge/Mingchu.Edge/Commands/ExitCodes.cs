namespace Mingchu.Edge.Commands;

/// <summary>Exit codes, after BSD's sysexits.</summary>
public static class ExitCodes
{
    /// <summary>Stopped as asked.</summary>
    public const int Ok = 0;

    /// <summary>A part failed that must not.</summary>
    public const int Fault = 1;

    /// <summary>The pictures given do not do; why is on standard output.</summary>
    public const int BadData = 65;

    /// <summary>A program or folder it needs is missing.</summary>
    public const int Unavailable = 69;

    /// <summary>Configuration or a model is wrong; all of it is on standard error.</summary>
    public const int BadConfiguration = 78;
}
