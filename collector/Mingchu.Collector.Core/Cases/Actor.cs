using System.Text.Json.Serialization;
using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Cases;

/// <summary>What an actor may do.</summary>
[JsonConverter(typeof(KebabCase<Role>))]
public enum Role
{
    /// <summary>The collector itself: intake, grading, push.</summary>
    System,

    /// <summary>Reviews and settles cases.</summary>
    Supervisor,

    /// <summary>A supervisor who also manages accounts and devices.</summary>
    Admin,
}

/// <summary>Who acts on a case.</summary>
/// <param name="Id">Account id, or <c>system</c>.</param>
/// <param name="Name">Name for people, as it was at the time.</param>
/// <param name="Role">In which role.</param>
public sealed record Actor(string Id, string Name, Role Role)
{
    /// <summary>The collector itself.</summary>
    public static Actor System { get; } = new("system", "system", Role.System);
}
