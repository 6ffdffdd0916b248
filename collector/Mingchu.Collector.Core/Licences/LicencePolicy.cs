namespace Mingchu.Collector.Core.Licences;

/// <summary>How licences are compared with shops: data from <c>licences.json</c>.</summary>
/// <param name="Version">Name of this policy, 1..32 characters.</param>
/// <param name="AddressLikeness">Share of the shorter address, without its numbers, that both must have in common, 0..1.</param>
/// <param name="NotOnline">Kinds of licences that do not allow to trade on platforms.</param>
/// <param name="Dishes">Which dishes need which scope.</param>
/// <param name="Hazards">Under which code of the hazard list a finding is filed; every code has an entry.</param>
public sealed record LicencePolicy(
    string Version, double AddressLikeness, IReadOnlyList<LicenceKind> NotOnline, IReadOnlyList<DishRule> Dishes, IReadOnlyDictionary<FindingCode, string> Hazards)
{
    /// <summary>The policy compiled into this assembly.</summary>
    public static LicencePolicy Default { get; } = PolicyText.Default("licences.json", LicencePolicyFile.Parse);
}

/// <summary>A dish with one of these words in its name needs one of these scopes.</summary>
/// <param name="Words">Parts of names of dishes.</param>
/// <param name="Except">Parts of names that the rule does not mean.</param>
/// <param name="Scopes">Parts of a licence's scope, one of which must be there.</param>
public sealed record DishRule(IReadOnlyList<string> Words, IReadOnlyList<string> Scopes, IReadOnlyList<string>? Except = null);
