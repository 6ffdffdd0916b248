namespace Mingchu.Edge.Core.Rules;

/// <summary>What the models of a box can see at all.</summary>
/// <param name="Finds">Whether some detector finds things of a class.</param>
/// <param name="Reads">Whether some classifier reads an attribute of things of a class.</param>
public sealed record Senses(Func<string, bool> Finds, Func<string, string, bool> Reads)
{
    /// <summary>Everything any model might.</summary>
    public static Senses All { get; } = new(_ => true, (_, _) => true);
}
