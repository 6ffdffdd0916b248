namespace Mingchu.Edge.Core.Rules;

/// <summary>Detector classes that say where people are.</summary>
internal static class Classes
{
    public const string Head = "head";

    /// <summary>A bare hand.</summary>
    public const string Hand = "hand";

    public const string Glove = "glove";

    /// <summary>Parts of a person; any of them shows that somebody is there.</summary>
    public static readonly string[] Person = [Head, Hand, Glove];
}
