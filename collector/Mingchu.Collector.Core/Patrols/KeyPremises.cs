using System.Globalization;

namespace Mingchu.Collector.Core.Patrols;

/// <summary>What puts premises on a key list, or does not.</summary>
/// <param name="Hot">Why it is hot; null when it is not.</param>
/// <param name="BadRatings">Bad ratings a month; null when not known.</param>
/// <param name="IsNearSchool">Near a school.</param>
/// <param name="Offences">Settled cases in the policy's window, false alarms left out.</param>
public sealed record KeyFacts(Phrase? Hot, int? BadRatings, bool IsNearSchool, int Offences);

/// <summary>重点餐饮: premises that offices look at closely this month.</summary>
public static class KeyPremises
{
    /// <summary>Every reason; none when the premises are not on the list.</summary>
    public static IReadOnlyList<Phrase> Reasons(KeyFacts facts, KeyListPolicy policy)
    {
        List<Phrase> reasons = [];
        if (facts.Hot is { } hot)
            reasons.Add(hot);
        if (facts.BadRatings >= policy.BadRatings)
            reasons.Add(Phrase.Of("key.bad-ratings", Number(facts.BadRatings.Value), Number(policy.BadRatings)));
        if (facts.IsNearSchool)
            reasons.Add(Phrase.Of("key.near-school"));
        if (facts.Offences >= policy.Offences)
            reasons.Add(Phrase.Of("key.offences", Number(facts.Offences), Number(policy.OffenceDays)));
        return reasons;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
