namespace Mingchu.Contracts.Messages;

/// <summary>A lamp.</summary>
[JsonConverter(typeof(KebabCase<PromptLight>))]
public enum PromptLight
{
    /// <summary>Dark.</summary>
    Off,

    /// <summary>Take heed.</summary>
    Amber,

    /// <summary>Act now.</summary>
    Red,
}

/// <summary>A loudspeaker.</summary>
[JsonConverter(typeof(KebabCase<PromptSound>))]
public enum PromptSound
{
    /// <summary>Silent.</summary>
    None,

    /// <summary>Once, short.</summary>
    Chime,

    /// <summary>Until the prompt ends.</summary>
    Alarm,
}

/// <summary>
/// What a lamp, a loudspeaker or a screen in the kitchen is to do, on the box's local broker. It needs no collector. Another prompt of the same alert replaces it.
/// </summary>
/// <param name="AlertId">The alert it belongs to.</param>
/// <param name="Active">False: the matter is over, all off.</param>
/// <param name="Hazard">A code of the hazard list.</param>
/// <param name="Light">The lamp.</param>
/// <param name="Sound">The loudspeaker.</param>
/// <param name="Text">For a screen.</param>
/// <param name="Until">When it ends by itself, UTC.</param>
/// <param name="Camera">Camera id; null when a sensor shows it.</param>
/// <param name="Sensor">Sensor id; null when a camera shows it.</param>
public sealed record Prompt(
    string AlertId,
    bool Active,
    string Hazard,
    PromptLight Light,
    PromptSound Sound,
    PromptText Text,
    DateTimeOffset Until,
    string? Camera = null,
    string? Sensor = null);

/// <summary>A sentence in both languages.</summary>
/// <param name="Zh">Simplified Chinese.</param>
/// <param name="En">English.</param>
public sealed record PromptText(string Zh, string En);
