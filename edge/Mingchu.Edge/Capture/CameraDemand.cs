namespace Mingchu.Edge.Capture;

/// <summary>What the analysis needs of every camera: all pictures, or key frames only. Written by the pipeline, read by the captures of mode adaptive.</summary>
public sealed class CameraDemand(int cameras)
{
    // A camera nobody has looked at yet is needed closely.
    private readonly bool[] seldom = new bool[cameras];

    /// <summary>Whether every picture of a camera is needed.</summary>
    public bool this[int camera]
    {
        get => !Volatile.Read(ref seldom[camera]);
        set => Volatile.Write(ref seldom[camera], !value);
    }
}
