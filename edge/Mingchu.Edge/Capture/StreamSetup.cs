using Mingchu.Edge.Config;

namespace Mingchu.Edge.Capture;

/// <summary>What one ffmpeg is asked for.</summary>
/// <param name="Url">Where the stream is.</param>
/// <param name="Canvas">Size of the pictures handed over.</param>
/// <param name="Fps">At most so many a second.</param>
/// <param name="Width">The canvas is at most so wide; see <see cref="AnalysisConfig.Width"/>.</param>
public sealed record StreamSetup(CameraUrl Url, Canvas Canvas, double Fps, int Width)
{
    /// <summary>Decode key frames only: a fifth of the work, a picture every one to ten seconds, as the camera is set.</summary>
    public bool KeyFrames { get; init; }

    /// <summary>How RTSP brings the pictures.</summary>
    public Transport Transport { get; init; } = Transport.Tcp;

    /// <summary>ffmpeg's name of a hardware decoder; null decodes on the processor.</summary>
    public string? Hardware { get; init; }

    /// <summary>A file is played at its own pace, not as fast as it can be read.</summary>
    public bool Paced { get; init; } = true;

    /// <summary>The setup of a camera in full mode.</summary>
    public static StreamSetup For(CameraConfig camera, EdgeConfig config, Canvas canvas) =>
        new(camera.Url, canvas, config.Analysis.Fps, config.Analysis.Width) { Transport = camera.Transport, Hardware = config.Analysis.Hardware };
}
