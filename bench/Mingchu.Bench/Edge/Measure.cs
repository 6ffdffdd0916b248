namespace Mingchu.Bench.Edge;

/// <summary>One run of one thing.</summary>
/// <param name="Frames">Frames worked through.</param>
/// <param name="Wall">Time from its start to the last frame.</param>
/// <param name="Cpu">CPU time of all processes that took part.</param>
internal sealed record Measure(int Frames, TimeSpan Wall, TimeSpan Cpu)
{
    /// <summary>Frames per second.</summary>
    public double Fps => Frames / Wall.TotalSeconds;

    /// <summary>CPU milliseconds per frame.</summary>
    public double CpuPerFrame => Cpu.TotalMilliseconds / Frames;
}
