using System.Text.Json.Serialization;
using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Platforms;

/// <summary>Colour of a card.</summary>
[JsonConverter(typeof(KebabCase<CardColour>))]
public enum CardColour
{
    /// <summary>A warning 黄牌.</summary>
    Yellow,

    /// <summary>红牌.</summary>
    Red,
}
