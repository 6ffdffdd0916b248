using Mingchu.Collector.Core.Deadlines;

namespace Mingchu.Collector.Core.Platforms;

/// <summary>How platforms are dealt with: data from <c>platforms.json</c>.</summary>
/// <param name="Version">Name of this policy, 1..32 characters; deadlines and cards carry it.</param>
/// <param name="Allow">How long a platform has to answer, by what is asked; every kind has an entry.</param>
/// <param name="Grace">After the deadline: an answer within it is late, none is missing.</param>
/// <param name="Lines">Business lines 业务条线 that review notices before they are sent; at least one.</param>
/// <param name="Cards">When a platform gets a yellow or red card.</param>
/// <param name="CheckList">What a spot check of a platform looks at, 1..40 points of 1..400 characters.</param>
/// <param name="Documents">Whose letterhead notices carry.</param>
public sealed record PlatformPolicy(
    string Version, IReadOnlyDictionary<NoticeKind, Allowance> Allow, Allowance Grace, IReadOnlyList<BusinessLine> Lines, CardPolicy Cards, IReadOnlyList<string> CheckList, DocumentHead Documents)
{
    /// <summary>The policy compiled into this assembly.</summary>
    public static PlatformPolicy Default { get; } = PolicyText.Default("platforms.json", PlatformPolicyFile.Parse);

    /// <summary>The line of this id; null when there is none.</summary>
    public BusinessLine? Line(string id) => Lines.FirstOrDefault(l => l.Id == id);

    /// <summary>The line in charge of a hazard: the first that names it, else the last.</summary>
    public BusinessLine LineFor(string? hazard) => Lines.FirstOrDefault(l => hazard is not null && l.Hazards.Contains(hazard, StringComparer.Ordinal)) ?? Lines[^1];
}

/// <summary>Letterhead of notices as documents.</summary>
/// <param name="Issuer">Name of the authority, 1..100 characters.</param>
/// <param name="Code">Letters before the number of a document 发文机关代字, 1..20 characters.</param>
public sealed record DocumentHead(string Issuer, string Code);

/// <summary>A business line 业务条线.</summary>
/// <param name="Id">1..32 lower-case letters, digits and inner hyphens.</param>
/// <param name="Name">For people.</param>
/// <param name="Hazards">Codes of the hazard list that it is in charge of.</param>
/// <param name="Reviewers">Names of the accounts that may review; empty: every supervisor and every county or city bureau.</param>
public sealed record BusinessLine(string Id, string Name, IReadOnlyList<string> Hazards, IReadOnlyList<string> Reviewers);

/// <summary>Points for bad answers, and how many make a card.</summary>
/// <param name="WindowDays">How far back answers count, &gt; 0; an answer that a card was given for does not count again.</param>
/// <param name="Late">Points of a late answer, &gt;= 0.</param>
/// <param name="Missing">Points of an answer that did not come, &gt;= 0.</param>
/// <param name="Failed">Points of an answer that was not accepted, &gt;= 0.</param>
/// <param name="Yellow">Points for a yellow card, &gt;= 1.</param>
/// <param name="Red">Points for a red card, &gt; Yellow.</param>
/// <param name="YellowsForRed">So many yellow cards within <paramref name="YellowWindowDays"/> make the last of them red, &gt;= 2.</param>
/// <param name="YellowWindowDays">&gt; 0.</param>
public sealed record CardPolicy(double WindowDays, int Late, int Missing, int Failed, int Yellow, int Red, int YellowsForRed, double YellowWindowDays);
