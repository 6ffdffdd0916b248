using System.Text.Json.Serialization;

namespace Mingchu.Collector.Core.Platforms;

/// <summary>What happened to a card; append-only. Closed union; the names in <c>type</c> are stored for ever.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Given), "given")]
[JsonDerivedType(typeof(TakenBack), "taken-back")]
public abstract record CardEvent
{
    private CardEvent()
    {
    }

    /// <summary>The platform got it for these reasons.</summary>
    public sealed record Given(CardColour Colour, IReadOnlyList<Phrase> Reasons, string Policy) : CardEvent;

    /// <summary>It does not count any more.</summary>
    public sealed record TakenBack(string Reason) : CardEvent;
}
