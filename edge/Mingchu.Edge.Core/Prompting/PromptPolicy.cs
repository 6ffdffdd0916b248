using Mingchu.Contracts.Hazards;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Calendars;
using Mingchu.Edge.Core.Rules;

namespace Mingchu.Edge.Core.Prompting;

/// <summary>What the kitchen is told at once, of which hazards.</summary>
/// <param name="Rules">The first that names a hazard counts; a hazard that none names prompts nothing.</param>
public sealed record PromptPolicy(IReadOnlyList<PromptRule> Rules)
{
    /// <summary>Prompts nothing.</summary>
    public static PromptPolicy None { get; } = new([]);

    /// <summary>When no sound is made, but by rules that sound <see cref="PromptRule.Always"/>; null is never.</summary>
    public Hours? Quiet { get; init; }

    /// <summary>The prompt of an alert's begin or end; null when there is none.</summary>
    /// <param name="name">Name of the camera or sensor, for the text.</param>
    /// <param name="local">Wall time in the kitchen.</param>
    public Prompt? For(AlertChange change, string alertId, string name, DateTimeOffset now, DateTime local)
    {
        if (change.Phase == AlertPhase.Updated || Rules.FirstOrDefault(r => r.Hazards.Contains(change.Hazard)) is not { } rule)
            return null;
        var hazard = HazardList.Current.Find(change.Hazard);
        var begins = change.Phase == AlertPhase.Raised;
        var quiet = !rule.Always && Quiet?.Contains(local) == true;
        var (zh, en) = (hazard?.Zh ?? change.Hazard, hazard?.En ?? change.Hazard);
        return new(alertId, begins, change.Hazard, begins ? rule.Light : PromptLight.Off, begins && !quiet ? rule.Sound : PromptSound.None,
            begins ? new($"{name}：{zh}", $"{name}: {en}") : new($"{name}：{zh}，已结束", $"{name}: {en}, over"),
            begins ? now + rule.Hold : now, change.Sensor is null ? change.Camera : null, change.Sensor);
    }
}

/// <summary>How some hazards are told.</summary>
/// <param name="Hazards">Codes of the hazard list.</param>
/// <param name="Light">The lamp.</param>
/// <param name="Sound">The loudspeaker.</param>
/// <param name="Hold">How long, &gt; 0, when the matter is not over before.</param>
public sealed record PromptRule(IReadOnlyList<string> Hazards, PromptLight Light, PromptSound Sound, TimeSpan Hold)
{
    /// <summary>Sounds in quiet hours too.</summary>
    public bool Always { get; init; }
}
