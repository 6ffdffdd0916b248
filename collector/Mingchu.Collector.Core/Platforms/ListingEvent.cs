using System.Text.Json.Serialization;
using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Core.Platforms;

/// <summary>What happened to a listing; append-only. Closed union; the names in <c>type</c> are stored for ever.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Ordered), "ordered")]
[JsonDerivedType(typeof(Reviewed), "reviewed")]
[JsonDerivedType(typeof(Applied), "applied")]
[JsonDerivedType(typeof(Released), "released")]
[JsonDerivedType(typeof(Refused), "refused")]
public abstract record ListingEvent
{
    private ListingEvent()
    {
    }

    /// <summary>Offline from now on, by this notice, which an actor of this role sent.</summary>
    public sealed record Ordered(NoticeKind Kind, string Notice, Role By) : ListingEvent;

    /// <summary>The platform reviewed whether the shop complies.</summary>
    public sealed record Reviewed(bool Passed, string Text) : ListingEvent;

    /// <summary>The platform applied.</summary>
    public sealed record Applied(string Text) : ListingEvent;

    /// <summary>Online again.</summary>
    public sealed record Released(string Text) : ListingEvent;

    /// <summary>Not online again.</summary>
    public sealed record Refused(string Text) : ListingEvent;
}
