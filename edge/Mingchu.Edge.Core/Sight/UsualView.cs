namespace Mingchu.Edge.Core.Sight;

/// <summary>What a camera's view is usually like, learnt while it is clear: a slowly forgetting mean.</summary>
/// <param name="Statistics">Means of what was measured.</param>
/// <param name="Looks">Looks learnt from, counted up to <see cref="Enough"/>.</param>
internal sealed record UsualView(ViewStatistics Statistics, int Looks)
{
    /// <summary>Looks after which it is fit to compare with.</summary>
    public const int Enough = 5;

    // About two minutes at one look a second.
    private const int Memory = 120;

    public bool IsKnown => Looks >= Enough;

    /// <summary>With one more look.</summary>
    public static UsualView Learn(UsualView? usual, ViewStatistics look)
    {
        if (usual is null || usual.Statistics.Cells.Length != look.Cells.Length)
            return new(look, 1);
        var share = 1f / Math.Min(Memory, usual.Looks + 1);
        var old = usual.Statistics;
        return new(look with
        {
            Grey = Blend(old.Grey, look.Grey, share),
            Tone = Blend(old.Tone, look.Tone, share),
            Contrast = Blend(old.Contrast, look.Contrast, share),
            Fine = Blend(old.Fine, look.Fine, share),
            Cells = Blend(old.Cells, look.Cells, share),
        }, Math.Min(Memory, usual.Looks + 1));
    }

    private static float[] Blend(float[] old, float[] look, float share)
    {
        var mixed = new float[old.Length];
        for (var i = 0; i < mixed.Length; i++)
            mixed[i] = old[i] + ((look[i] - old[i]) * share);
        return mixed;
    }
}
