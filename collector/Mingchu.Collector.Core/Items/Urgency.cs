using System.Text.Json.Serialization;
using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Items;

/// <summary>How soon a matter of the item list has to be settled.</summary>
[JsonConverter(typeof(KebabCase<Urgency>))]
public enum Urgency
{
    /// <summary>At once 立即处置.</summary>
    AtOnce,

    /// <summary>By a deadline 限期整改.</summary>
    ByDeadline,

    /// <summary>As a matter of routine 常规处理.</summary>
    Routine,
}
