namespace Mingchu.Edge.Core.Sight;

/// <summary>
/// Looks at a camera's view to its state. The answer of each look is told at once, for checks to hold back; the state that people are told of
/// follows when the answers have stayed the same for a while. After a while without looks the state begins anew.
/// </summary>
/// <remarks>
/// With an approved reference a camera counts as moved until it looks there again or another reference is approved. Without one its own past
/// stands in: it is told that the camera was moved, and after <see cref="Accepted"/> the new view is taken for its usual one.
/// </remarks>
public static class ViewFold
{
    /// <summary>How long a view that lies elsewhere stays news when there is no approved reference.</summary>
    public static readonly TimeSpan Accepted = TimeSpan.FromMinutes(10);

    /// <summary>Steam that stays longer is no steam: the lens is fogged or greasy.</summary>
    public static readonly TimeSpan Fogged = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Soft = TimeSpan.FromSeconds(0.9);

    /// <summary>One look.</summary>
    /// <param name="memory">What is remembered.</param>
    /// <param name="picture">The view.</param>
    /// <param name="reference">The approved picture of the same size, or null.</param>
    /// <param name="now">When the picture was taken.</param>
    public static (ViewMemory Memory, ViewReading Reading) Step(ViewMemory memory, Thumbnail picture, Reference? reference, DateTimeOffset now)
    {
        if (reference?.Fits(picture) == false)
            reference = null;
        if (memory.Last is not { } last || now < last || now - last > Gap)
            memory = ViewMemory.Empty with { Usual = memory.Usual, SettledSince = now, CandidateSince = now };
        var look = ViewStatistics.Of(picture);
        var usual = memory.Usual is { IsKnown: true } known && known.Statistics.Cells.Length == look.Cells.Length ? known.Statistics : reference?.Statistics;
        var evidence = usual is null || usual.Textured < ViewJudge.Telling ? null : Compare(look, usual, picture, reference, memory.Settled);
        memory = Arrive(memory with { Last = now }, evidence, now);
        var view = evidence is null ? ViewJudge.Alone(look, memory.Settled) : ViewJudge.Against(look, evidence, memory.Settled, memory.Softly);
        // Another light that flattens contrasts is no steam where the approved picture has them no stronger.
        if (view == ViewState.Steamed && reference is not null
            && ViewJudge.Against(look, ViewEvidence.Of(look, reference.Statistics, evidence!.Displacement), memory.Settled, memory.Softly) == ViewState.Clear)
            view = ViewState.Clear;
        if (view == ViewState.Steamed && now - memory.FadingSince >= Fogged)
            view = ViewState.Blurred;
        memory = Settle(memory, view, now);
        if (view == ViewState.Clear && memory.Settled == ViewState.Clear)
            memory = memory with { Usual = UsualView.Learn(memory.Usual, look) };
        else if (reference is null && memory.Settled == ViewState.Moved && now - memory.SettledSince >= Accepted)
            memory = ViewMemory.Empty with { Last = now, SettledSince = now, CandidateSince = now };
        return (memory, new(view == ViewState.Clear ? memory.Settled : view, memory.Settled, memory.SettledSince, evidence));
    }

    private static ViewEvidence Compare(ViewStatistics look, ViewStatistics usual, Thumbnail picture, Reference? reference, ViewState holds)
    {
        var grid = CellGrid.Of(picture);
        var seen = GradientField.Of(grid, look.Cells);
        var evidence = ViewEvidence.Of(look, usual, Displacement.Of(reference?.Field ?? GradientField.Of(grid, usual.Cells), seen, ViewJudge.SlackIn(holds)));
        // A lens that grows dull over days is as usual to its own past.
        return reference is not null && ViewEvidence.Of(look, reference.Statistics, null).Sharpness < evidence.Sharpness
            ? evidence with { Sharpness = ViewEvidence.Of(look, reference.Statistics, null).Sharpness }
            : evidence;
    }

    /// <summary>Notes whether contrast goes little by little or at once.</summary>
    private static ViewMemory Arrive(ViewMemory memory, ViewEvidence? evidence, DateTimeOffset now)
    {
        if (evidence is null || MathF.Max(evidence.Lost, evidence.Veiled) < 0.1f)
            return memory with { FadingSince = null, Softly = false };
        if (memory.FadingSince is not { } since)
            return memory with { FadingSince = now };
        return evidence.Lost < 0.5f && now - since >= Soft ? memory with { Softly = true } : memory;
    }

    private static ViewMemory Settle(ViewMemory memory, ViewState view, DateTimeOffset now)
    {
        if (view != memory.Candidate)
            memory = memory with { Candidate = view, CandidateSince = now };
        return view != memory.Settled && now - memory.CandidateSince >= After(view)
            ? memory with { Settled = view, SettledSince = memory.CandidateSince }
            : memory;
    }

    private static TimeSpan After(ViewState view) => TimeSpan.FromSeconds(view switch
    {
        ViewState.Moved or ViewState.Blurred => 5,
        ViewState.Blocked or ViewState.Clear => 3,
        _ => 2,
    });
}
