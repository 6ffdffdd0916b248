namespace Mingchu.Collector.Core.Calm;

/// <summary>When a notice makes no noise: data from <c>calm.json</c>. What stays quiet is still a lead in its case, with the reason.</summary>
/// <param name="Version">Name of this policy, 1..32 characters.</param>
/// <param name="Inhibit">Whether a camera without a good picture mutes what it reports.</param>
/// <param name="Flapping">When a matter that comes and goes is held as one; null for never.</param>
/// <param name="QuietHours">When an audience is left in peace.</param>
public sealed record CalmPolicy(string Version, bool Inhibit, FlapLimit? Flapping, IReadOnlyList<QuietHours> QuietHours)
{
    /// <summary>The policy compiled into this assembly.</summary>
    public static CalmPolicy Default { get; } = PolicyText.Default("calm.json", CalmFile.Parse);
}

/// <summary>When one hazard at one premises flaps. Two thresholds, so that what hovers around one of them is not told and muted by turns.</summary>
/// <param name="Begin">So many alerts raised or cleared within the window begin it, &gt;= 2.</param>
/// <param name="End">It ends when fewer than so many are in the window, 1..Begin-1, for as long as <paramref name="CalmMinutes"/> says.</param>
/// <param name="WindowMinutes">&gt; 0.</param>
/// <param name="CalmMinutes">&gt;= 0.</param>
/// <param name="ExceptGrades">Grades that are always told.</param>
public sealed record FlapLimit(int Begin, int End, double WindowMinutes, double CalmMinutes, IReadOnlyList<int> ExceptGrades);

/// <summary>Hours in which an audience is told nothing but the grades excepted; the rest is told when they end.</summary>
/// <param name="Audiences">Words of roles or names of the routing policy.</param>
/// <param name="From">Local time they begin.</param>
/// <param name="To">Local time they end; earlier than <paramref name="From"/> when they go over midnight.</param>
/// <param name="ExceptGrades">Grades that are told all the same.</param>
public sealed record QuietHours(IReadOnlyList<string> Audiences, TimeOnly From, TimeOnly To, IReadOnlyList<int> ExceptGrades);

/// <summary>A silence that a person set: matters it fits make no noise until it ends.</summary>
/// <param name="Id">Its number.</param>
/// <param name="PremisesId">Only there; null for all.</param>
/// <param name="Hazard">Only this; null for all.</param>
/// <param name="Camera">Only leads of this camera, <c>{device}/{camera}</c>; null for all.</param>
/// <param name="By">Who set it.</param>
/// <param name="Reason">Why.</param>
/// <param name="StartsAt">From when, UTC.</param>
/// <param name="EndsAt">Until when, UTC.</param>
public sealed record Silence(
    Guid Id, string? PremisesId, string? Hazard, string? Camera, string By, string Reason, DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    /// <summary>Whether it holds for this notice now.</summary>
    public bool Fits(Noise noise, DateTimeOffset now) =>
        StartsAt <= now && now < EndsAt && (PremisesId ?? noise.PremisesId) == noise.PremisesId && (Hazard ?? noise.Hazard) == noise.Hazard
        && (Camera is null || (noise.Cameras.Count > 0 && noise.Cameras.All(c => c == Camera)));
}

/// <summary>A notice that is about to be sent, and what is known around it.</summary>
/// <param name="Audience">Who would hear it.</param>
/// <param name="PremisesId">Where.</param>
/// <param name="Hazard">What.</param>
/// <param name="Group">Its group in the hazard list.</param>
/// <param name="Grade">1..3.</param>
/// <param name="Cameras">Cameras of the case's leads, <c>{device}/{camera}</c>; empty when no camera saw it.</param>
/// <param name="Blind">Those of them without a good picture since before the leads began: since when, and the state's word.</param>
/// <param name="Flap">Since when this hazard flaps at these premises; null when it does not.</param>
/// <param name="Routine">Whether it only brings news of a lead; deadlines, major incidents and steps of people are never muted.</param>
public sealed record Noise(
    string Audience,
    string PremisesId,
    string Hazard,
    string Group,
    int Grade,
    IReadOnlyList<string> Cameras,
    IReadOnlyDictionary<string, (DateTimeOffset Since, string State)> Blind,
    Flap? Flap,
    bool Routine);

/// <summary>What is done with a notice. Closed union.</summary>
public abstract record Ruling
{
    private Ruling()
    {
    }

    /// <summary>Told now.</summary>
    public sealed record Tell : Ruling;

    /// <summary>Not told at all, and why.</summary>
    public sealed record Mute(Phrase Because) : Ruling;

    /// <summary>Told later, and why.</summary>
    public sealed record Wait(DateTimeOffset Until, Phrase Because) : Ruling;
}
