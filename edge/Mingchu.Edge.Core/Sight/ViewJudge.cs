namespace Mingchu.Edge.Core.Sight;

/// <summary>
/// One look's answer, without memory of the answers before but one: the state that holds has softer limits, so that a value at a limit does not
/// make it flap. The limits were set on rendered and real kitchen clips with each fault laid over them, see the tests.
/// </summary>
internal static class ViewJudge
{
    /// <summary>Standard deviation of tones from which on a patch has something to see in it; about a twentieth of its brightness.</summary>
    public const float Texture = 0.08f;

    /// <summary>From how many small cells (of 1/80 of the longer side) on the view lies elsewhere.</summary>
    public const float Slack = 2.5f;

    /// <summary>Fine edges against contrasts below which a view is out of focus, whatever it shows.</summary>
    public const float LeastSharpness = 0.06f;

    /// <summary>Share of patches with something to see in them below which a view is too plain to be compared.</summary>
    public const float Telling = 0.15f;

    private const float StillSlack = 1.5f;

    public static float SlackIn(ViewState holds) => holds == ViewState.Moved ? StillSlack : Slack;

    /// <summary>Without anything to compare with: only what no view of a kitchen looks like.</summary>
    public static ViewState Alone(ViewStatistics look, ViewState holds) =>
        IsDark(look, holds) ? ViewState.Dark
        : look.Edged < (holds == ViewState.Blocked ? 0.02f : 0.01f) ? ViewState.Blocked
        : look.Textured >= Telling && look.Sharpness < (holds == ViewState.Blurred ? 1.25f * LeastSharpness : LeastSharpness) ? ViewState.Blurred
        : ViewState.Clear;

    /// <summary>Against what the view is usually like.</summary>
    /// <param name="look">The look.</param>
    /// <param name="evidence">How it differs.</param>
    /// <param name="holds">The state that holds.</param>
    /// <param name="softly">Whether the contrast went little by little, as with steam.</param>
    public static ViewState Against(ViewStatistics look, ViewEvidence evidence, ViewState holds, bool softly) =>
        IsDark(look, holds) ? ViewState.Dark
        : IsBlocked(evidence, holds == ViewState.Blocked) && !(softly && evidence.Brighter > 8) ? ViewState.Blocked
        : IsMoved(evidence, holds == ViewState.Moved) ? ViewState.Moved
        : evidence.Sharpness < (holds == ViewState.Blurred ? 0.6f : 0.45f) ? ViewState.Blurred
        : evidence.Veiled >= (holds == ViewState.Steamed ? 0.2f : 0.3f) ? ViewState.Steamed
        : IsSmeared(evidence, holds == ViewState.Blurred) ? ViewState.Blurred
        : ViewState.Clear;

    private static bool IsDark(ViewStatistics look, ViewState holds)
    {
        var stays = holds == ViewState.Dark;
        return look.Dark >= (stays ? 0.93f : 0.97f) || look.Burnt >= (stays ? 0.5f : 0.6f);
    }

    private static bool IsBlocked(ViewEvidence evidence, bool stays) =>
        evidence.Lost >= (stays ? 0.45f : 0.6f) && evidence.Edges < (stays ? 0.75f : 0.65f) && evidence.Likeness < (stays ? 0.75f : 0.6f);

    /// <summary>So far out of focus that contrasts went as well, while what lies where is as it was.</summary>
    private static bool IsSmeared(ViewEvidence evidence, bool stays) =>
        evidence.Sharpness is not null && evidence.Edges < (stays ? 0.45f : 0.35f) && evidence.Likeness > (stays ? 0.7f : 0.8f);

    private static bool IsMoved(ViewEvidence evidence, bool stays)
    {
        if (evidence.Displacement is not { } way)
            return false;
        if (way.Told >= 3 && way.Shifted >= (stays ? 0.5f : 0.7f))
            return true;
        // Rolled or zoomed: the middle stays, the rest goes different ways.
        if (way.Told >= 5 && way.Spread >= (stays ? 0.7f : 1))
            return true;
        // Turned so far that nothing is found again, while there is as much to see as ever.
        return way.Told <= 1 && evidence.Edges > 0.5f && way.Match < (stays ? 0.3f : 0.2f) && evidence.Likeness < (stays ? 0.7f : 0.6f);
    }
}
