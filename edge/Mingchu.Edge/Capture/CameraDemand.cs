namespace Mingchu.Edge.Capture;

/// <summary>What the analysis needs of one camera, and whether the box can afford it. Written by the pipeline, read by its capture in mode adaptive.</summary>
public sealed class CameraDemand
{
    // A camera nobody has looked at yet is needed closely.
    private volatile bool needed = true, affordable = true;

    /// <summary>All pictures are to be decoded; else key frames only.</summary>
    public bool Close => needed && affordable;

    /// <summary>Whether every picture is needed.</summary>
    public bool Needed
    {
        get => needed;
        set => needed = value;
    }

    /// <summary>Whether the box can afford every picture, see <see cref="Core.Motion.Rota"/>.</summary>
    public bool Affordable
    {
        set => affordable = value;
    }
}
