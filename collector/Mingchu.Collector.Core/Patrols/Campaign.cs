using Mingchu.Collector.Core.Areas;

namespace Mingchu.Collector.Core.Patrols;

/// <summary>A campaign 专项整治: phases, how many inspections each office is to make, and when it is to report.</summary>
/// <param name="Name">1..200 characters.</param>
/// <param name="Text">What it is about, at most 4000 characters; empty for nothing.</param>
/// <param name="Phases">1..20 phases, in order, not overlapping.</param>
/// <param name="Targets">Inspections per office, at most 500 offices.</param>
/// <param name="Reports">When every office is to report, at most 50, in order.</param>
public sealed record Campaign(
    string Name, string Text, IReadOnlyList<CampaignPhase> Phases, IReadOnlyList<CampaignTarget> Targets, IReadOnlyList<CampaignReport> Reports)
{
    /// <summary>The first day.</summary>
    public DateOnly From => Phases[0].From;

    /// <summary>The last day as planned.</summary>
    public DateOnly Until => Phases[^1].Until;

    /// <summary>The last day that counted when it was ended early; null when it was not. Reports due later are owed no more.</summary>
    public DateOnly? EndedOn { get; init; }

    /// <summary>The phase of a day; null between phases, before the first, after the last and after an early end.</summary>
    public CampaignPhase? PhaseOf(DateOnly day) => day > EndedOn ? null : Phases.FirstOrDefault(p => p.From <= day && day <= p.Until);

    /// <summary>Whether its first day has come: what offices were told to do then stays, only how it is described may change.</summary>
    public bool HasBegun(DateOnly today) => From <= today;

    /// <summary>Whether it is over, as planned or early.</summary>
    public bool IsOver(DateOnly today) => EndedOn is not null || Until < today;

    /// <summary>Whether the other one asks the same of the same offices at the same times.</summary>
    public bool AsksTheSame(Campaign other) => Phases.SequenceEqual(other.Phases) && Targets.SequenceEqual(other.Targets) && Reports.SequenceEqual(other.Reports);

    /// <summary>Everything that is wrong with it, as <c>path: what</c>.</summary>
    /// <param name="area">Area that the campaign is in; offices lie within it.</param>
    public IReadOnlyList<string> Faults(Area area)
    {
        List<string> wrong = [];
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > 200)
            wrong.Add("name: 1..200");
        if (Text.Length > 4000)
            wrong.Add("text: 0..4000");
        if (Phases.Count is < 1 or > 20)
            wrong.Add("phases: 1..20");
        for (var i = 0; i < Phases.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(Phases[i].Name) || Phases[i].Name.Length > 100)
                wrong.Add($"phases[{i}].name: 1..100");
            if (Phases[i].Until < Phases[i].From || Phases[i].From.Year < 2000 || Phases[i].Until.Year > 2100)
                wrong.Add($"phases[{i}].until: {Phases[i].Until:yyyy-MM-dd}");
            if (i > 0 && Phases[i].From <= Phases[i - 1].Until)
                wrong.Add($"phases[{i}].from: {Phases[i].From:yyyy-MM-dd}");
        }

        if (Targets.Count is < 1 or > 500)
            wrong.Add("targets: 1..500");
        for (var i = 0; i < Targets.Count; i++)
        {
            if (!Area.TryParse(Targets[i].Office, out var office) || !office.IsWithin(area) || office.Level > AreaLevel.Town || Targets.Take(i).Any(t => t.Office == Targets[i].Office))
                wrong.Add($"targets[{i}].office: {Targets[i].Office}");
            if (Targets[i].Inspections is < 0 or > 100_000)
                wrong.Add($"targets[{i}].inspections: 0..100000");
        }

        if (Reports.Count > 50)
            wrong.Add("reports: 0..50");
        for (var i = 0; i < Reports.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(Reports[i].Name) || Reports[i].Name.Length > 100)
                wrong.Add($"reports[{i}].name: 1..100");
            if (i > 0 && Reports[i].Due < Reports[i - 1].Due)
                wrong.Add($"reports[{i}].due: {Reports[i].Due:yyyy-MM-dd}");
        }

        return wrong;
    }
}

/// <summary>A phase.</summary>
/// <param name="Name">1..100 characters.</param>
/// <param name="From">First day.</param>
/// <param name="Until">Last day.</param>
public sealed record CampaignPhase(string Name, DateOnly From, DateOnly Until);

/// <summary>What an office is to do.</summary>
/// <param name="Office">Path of the office's area.</param>
/// <param name="Inspections">Premises to inspect in the whole campaign, 0..100,000.</param>
public sealed record CampaignTarget(string Office, int Inspections);

/// <summary>A report that every office of the campaign owes.</summary>
/// <param name="Name">1..100 characters.</param>
/// <param name="Due">Last day for it.</param>
public sealed record CampaignReport(string Name, DateOnly Due);
