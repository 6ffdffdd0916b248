using System.Globalization;

namespace Mingchu.Collector.Core.Licences;

/// <summary>Something that a check of a shop found.</summary>
/// <param name="Code">What.</param>
/// <param name="Because">In words.</param>
public sealed record LicenceFinding(FindingCode Code, Phrase Because);

/// <summary>Compares what a platform shows of a shop with the licence library (E5).</summary>
public static class LicenceChecks
{
    /// <summary>Everything that does not agree; empty when all does.</summary>
    /// <param name="policy">How to compare.</param>
    /// <param name="shop">What the platform shows.</param>
    /// <param name="licence">The licence of the number shown; null when the library has none.</param>
    /// <param name="others">Names of other premises whose shops show the same number.</param>
    /// <param name="mayBeOnline">Whether the shop's listing allows it to take orders.</param>
    /// <param name="today">Local day.</param>
    public static IReadOnlyList<LicenceFinding> Of(
        LicencePolicy policy, ShopData shop, LicenceEntry? licence, IReadOnlyList<string> others, bool mayBeOnline, DateOnly today)
    {
        List<LicenceFinding> found = [];
        if (shop.Online && !mayBeOnline)
            found.Add(new(FindingCode.Online, Phrase.Of("licence.online")));
        if (shop.Licence.Length == 0)
            return [.. found, new(FindingCode.Missing, Phrase.Of("licence.missing"))];
        if (licence is null)
            found.Add(new(FindingCode.False, Phrase.Of("licence.unknown", shop.Licence)));
        else if (licence.Revoked)
            found.Add(new(FindingCode.False, Phrase.Of("licence.revoked", shop.Licence)));
        else if (shop.Issuer.Length > 0 && Plain(shop.Issuer) != Plain(licence.Issuer))
            found.Add(new(FindingCode.False, Phrase.Of("licence.issuer", shop.Issuer, licence.Issuer)));
        if (licence is not null && licence.PremisesId != shop.PremisesId)
            // The rest would compare the shop with a stranger's licence.
            return [.. found, new(FindingCode.Borrowed, Phrase.Of("licence.borrowed", shop.Licence, licence.Name))];
        if (licence is null)
            return others.Count > 0 ? [.. found, new(FindingCode.Borrowed, Phrase.Of("licence.shared", shop.Licence, string.Join("、", others)))] : found;
        if (policy.NotOnline.Contains(licence.Kind))
            found.Add(new(FindingCode.Kind, Phrase.Of("licence.kind", "@licence.kind." + licence.Kind.Word())));
        foreach (var finding in new[] { Address(policy, shop, licence), Scope(policy, shop, licence), Validity(shop, licence, today) })
            if (finding is not null)
                found.Add(finding);
        return found;
    }

    /// <summary>Whether meals are fetched where the licence allows the business; null when so, or when the platform tells no address.</summary>
    public static LicenceFinding? Address(LicencePolicy policy, ShopData shop, LicenceEntry licence)
    {
        var (one, other) = (Plain(shop.PickUpAddress), Plain(licence.Address));
        if (one.Length == 0 || one.Contains(other, StringComparison.Ordinal) || other.Contains(one, StringComparison.Ordinal))
            return null;
        var (ownNumbers, otherNumbers) = (Numbers(one), Numbers(other));
        // A floor or room that only one of them tells is no difference; a house number is.
        if (ownNumbers.Count > 0 && otherNumbers.Count > 0 && !ownNumbers.SequenceEqual(otherNumbers) && !Begins(ownNumbers, otherNumbers) && !Begins(otherNumbers, ownNumbers))
            return Differs("licence.address.number");
        var (a, b) = (string.Concat(one.Where(c => !char.IsAsciiDigit(c))), string.Concat(other.Where(c => !char.IsAsciiDigit(c))));
        var likeness = Math.Min(a.Length, b.Length) is var shorter and > 0 ? (double)Common(a, b) / shorter : 1;
        return likeness >= policy.AddressLikeness ? null : Differs("licence.address");

        LicenceFinding Differs(string code) => new(FindingCode.Address, Phrase.Of(code, shop.PickUpAddress, licence.Address));
    }

    /// <summary>Whether the licence allows the dishes; null when so.</summary>
    public static LicenceFinding? Scope(LicencePolicy policy, ShopData shop, LicenceEntry licence)
    {
        var wrong = (
            from dish in shop.Dishes
            let rules = policy.Dishes.Where(r => r.Words.Any(w => dish.Contains(w, StringComparison.Ordinal)) && !(r.Except ?? []).Any(w => dish.Contains(w, StringComparison.Ordinal)))
            from rule in rules.Take(1)
            where !rule.Scopes.Any(s => licence.Scope.Contains(s, StringComparison.Ordinal))
            select (dish, scope: rule.Scopes[0])).ToList();
        return wrong.Count == 0 ? null : new(FindingCode.Scope,
            Phrase.Of("licence.scope", string.Join("、", wrong.Select(w => w.dish).Distinct().Take(5)), string.Join("、", wrong.Select(w => w.scope).Distinct()), licence.Scope));
    }

    /// <summary>Whether the shop traded only while the licence was valid; null when so.</summary>
    public static LicenceFinding? Validity(ShopData shop, LicenceEntry licence, DateOnly today)
    {
        var (first, last) = (shop.TradedFrom ?? shop.TradedTo ?? (shop.Online ? today : null), shop.Online ? today : shop.TradedTo ?? shop.TradedFrom);
        if (first is { } from && from < licence.ValidFrom)
            return new(FindingCode.Validity, Phrase.Of("licence.before", Text(from), Text(licence.ValidFrom)));
        return last is { } to && to > licence.ValidTo ? new(FindingCode.Validity, Phrase.Of("licence.expired", Text(to), Text(licence.ValidTo.Value))) : null;
    }

    // Blanks, punctuation and widths of characters make no difference.
    private static string Plain(string text) => string.Concat(text.Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static List<string> Numbers(string text)
    {
        List<string> numbers = [];
        for (var i = 0; i < text.Length; i++)
            if (char.IsAsciiDigit(text[i]))
            {
                var start = i;
                while (i < text.Length && char.IsAsciiDigit(text[i]))
                    i++;
                numbers.Add(text[start..i].TrimStart('0'));
            }

        return numbers;
    }

    private static bool Begins(List<string> whole, List<string> start) => start.Count <= whole.Count && whole.Take(start.Count).SequenceEqual(start);

    // Length of the longest common part in order, not necessarily in one piece.
    private static int Common(string a, string b)
    {
        var row = new int[b.Length + 1];
        foreach (var c in a)
        {
            var diagonal = 0;
            for (var j = 1; j <= b.Length; j++)
                (row[j], diagonal) = (c == b[j - 1] ? diagonal + 1 : Math.Max(row[j], row[j - 1]), row[j]);
        }

        return row[^1];
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
