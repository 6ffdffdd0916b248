namespace Mingchu.Edge.Core.Rules;

/// <summary>Detector classes that say where people are.</summary>
public static class Classes
{
    /// <summary>A head.</summary>
    public const string Head = "head";

    /// <summary>A bare hand.</summary>
    public const string Hand = "hand";

    /// <summary>A gloved hand.</summary>
    public const string Glove = "glove";

    /// <summary>Parts of a person; any of them shows that somebody is there.</summary>
    internal static readonly string[] Person = [Head, Hand, Glove];

    /// <summary>Whether things of a class move by themselves: people, animals, and what people hold. Those of a class nobody here knows may.</summary>
    public static bool Moves(string type) => type is not ("bin" or "bin-open" or "bin-overflow" or "litter" or "wet-floor");
}
