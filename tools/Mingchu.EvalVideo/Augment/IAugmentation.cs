namespace Mingchu.EvalVideo.Augment;

/// <summary>Changes a picture as a kitchen or its camera would, before the models see it. The same seed and time give the same change.</summary>
internal interface IAugmentation
{
    /// <summary>Changes packed BGR pixels of a picture taken at a second of the run, in place.</summary>
    void Apply(Span<byte> bgr, int width, int height, double second);
}
