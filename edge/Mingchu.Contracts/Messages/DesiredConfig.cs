namespace Mingchu.Contracts.Messages;

/// <summary>What a device is to go by, from the collector, retained. It holds no secret and no address.</summary>
/// <param name="Revision">One higher with every change at the collector, from 1.</param>
/// <param name="Text">
/// YAML (or JSON, which is YAML): the keys of the device's own configuration file that may be set from afar, each in place of the file's. At most <see cref="MaxChars"/> characters.
/// </param>
public sealed record DesiredConfig(long Revision, string Text)
{
    /// <summary>Most characters of a text, so that a message with it stays below <see cref="Topics.MaxPayloadBytes"/>.</summary>
    public const int MaxChars = 20_000;
}
