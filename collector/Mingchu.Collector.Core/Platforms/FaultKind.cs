using System.Text.Json.Serialization;
using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Platforms;

/// <summary>What was bad about an answer of a platform.</summary>
[JsonConverter(typeof(KebabCase<FaultKind>))]
public enum FaultKind
{
    /// <summary>It came after the deadline.</summary>
    Late,

    /// <summary>It had not come after the grace time either.</summary>
    Missing,

    /// <summary>It was not accepted.</summary>
    Failed,
}
