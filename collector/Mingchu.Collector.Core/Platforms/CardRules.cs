using System.Globalization;

namespace Mingchu.Collector.Core.Platforms;

/// <summary>A bad answer of a platform.</summary>
/// <param name="Kind">What was bad.</param>
/// <param name="At">When it was so, UTC.</param>
/// <param name="Notice">Number of the notice.</param>
public sealed record AnswerFault(FaultKind Kind, DateTimeOffset At, string Notice);

/// <summary>A card of a platform.</summary>
/// <param name="Colour">Yellow or red.</param>
/// <param name="At">When it was given, UTC.</param>
public sealed record GivenCard(CardColour Colour, DateTimeOffset At);

/// <summary>A card to be given, with every reason.</summary>
public sealed record CardResult(CardColour Colour, IReadOnlyList<Phrase> Reasons, string Policy);

/// <summary>Red and yellow cards 红黄牌 from late, missing and failed answers.</summary>
public static class CardRules
{
    /// <summary>The card that the platform gets now; null for none.</summary>
    /// <param name="policy">Points and limits.</param>
    /// <param name="faults">Bad answers that no card was given for yet.</param>
    /// <param name="given">Cards it has, in the order in which they were given; at least those of the window of yellow cards.</param>
    /// <param name="now">Now, UTC.</param>
    public static CardResult? For(PlatformPolicy policy, IEnumerable<AnswerFault> faults, IReadOnlyList<GivenCard> given, DateTimeOffset now)
    {
        var rules = policy.Cards;
        var counted = faults.Where(f => f.At > now - TimeSpan.FromDays(rules.WindowDays)).OrderBy(f => f.At).ToList();
        var points = counted.Sum(f => Points(rules, f.Kind));
        if (points < rules.Yellow)
            return null;
        List<Phrase> reasons =
        [
            .. counted.Where(f => Points(rules, f.Kind) > 0).Select(f => Phrase.Of("card." + Word(f.Kind), f.Notice, Text(Points(rules, f.Kind)))),
            Phrase.Of("card.points", Text(points), Text(points >= rules.Red ? rules.Red : rules.Yellow)),
        ];
        if (points >= rules.Red)
            return new(CardColour.Red, reasons, policy.Version);
        var yellows = 1 + given.Reverse().TakeWhile(c => c.Colour == CardColour.Yellow).Count(c => c.At > now - TimeSpan.FromDays(rules.YellowWindowDays));
        if (yellows < rules.YellowsForRed)
            return new(CardColour.Yellow, reasons, policy.Version);
        return new(CardColour.Red, [.. reasons, Phrase.Of("card.yellows", Text(yellows), rules.YellowWindowDays.ToString("0.##", CultureInfo.InvariantCulture))], policy.Version);
    }

    /// <summary>Points of a fault.</summary>
    public static int Points(CardPolicy rules, FaultKind kind) => kind switch
    {
        FaultKind.Late => rules.Late,
        FaultKind.Missing => rules.Missing,
        FaultKind.Failed => rules.Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string Word(FaultKind kind) => kind switch { FaultKind.Late => "late", FaultKind.Missing => "missing", _ => "failed" };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
