namespace Mingchu.Collector.Core.Platforms;

/// <summary>What an actor wants of a shop's listing on a platform. Closed union.</summary>
public abstract record ListingCommand
{
    private ListingCommand()
    {
    }

    /// <summary>The version the actor looked at; null for what follows from a notice.</summary>
    public int? ExpectedVersion { get; init; }

    /// <summary>A notice that suspends or delists was sent.</summary>
    public sealed record Order(NoticeKind Kind, string Notice) : ListingCommand;

    /// <summary>The platform's compliance review 合规审核 of the shop.</summary>
    public sealed record Review(bool Passed, string Text) : ListingCommand;

    /// <summary>The platform applies for relisting.</summary>
    public sealed record Apply(string Text) : ListingCommand;

    /// <summary>The regulator lets it online again.</summary>
    public sealed record Release(string Text) : ListingCommand;

    /// <summary>The regulator does not; the platform has to review it anew.</summary>
    public sealed record Refuse(string Text) : ListingCommand;
}
