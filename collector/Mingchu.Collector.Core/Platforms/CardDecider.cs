using System.Globalization;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Core.Platforms;

/// <summary>A card as the sum of its events.</summary>
/// <param name="Version">Number of events, &gt;= 1.</param>
/// <param name="IsTakenBack">Whether it counts no more.</param>
public sealed record CardState(int Version, bool IsTakenBack)
{
    /// <summary>It was given and nothing happened since.</summary>
    public static CardState Start { get; } = new(1, false);
}

/// <summary>Decides who may take a card back. Cards are given by the rules alone (<see cref="CardRules"/>).</summary>
public static class CardDecider
{
    /// <summary>The event of taking it back, or the refusal.</summary>
    /// <param name="state">The card.</param>
    /// <param name="reason">Why, 1..4000 characters.</param>
    /// <param name="seen">Version the actor looked at.</param>
    /// <param name="actor">Who.</param>
    public static Decision<CardEvent> TakeBack(CardState state, string reason, int seen, Actor actor) =>
        !May(actor) ? No(PlatformRefusals.NotYours, "@role." + actor.Role.Word())
        : seen < state.Version ? No(PlatformRefusals.Changed)
        : state.IsTakenBack ? No(PlatformRefusals.CardState)
        : string.IsNullOrWhiteSpace(reason) ? No(Refusals.TextMissing)
        : reason.Length > CaseDecider.MaxText ? No(Refusals.TextTooLong, CaseDecider.MaxText.ToString(CultureInfo.InvariantCulture))
        : new([new CardEvent.TakenBack(reason.Trim())], null);

    /// <summary>Whether the actor may take cards back: a platform answers as one, so it is for who looks after all of the tree or a city.</summary>
    public static bool May(Actor actor) => actor.Role is Role.Admin or Role.Supervisor or Role.CityBureau && actor.Area is null or { Level: AreaLevel.City };

    private static Decision<CardEvent> No(string code, params string[] values) => new([], Refusal.Of(code, values));
}
