namespace Mingchu.Collector.Core.Risk;

/// <summary>What a risk index can be made of; the policy says what counts, and how much.</summary>
public enum RiskIndicator
{
    /// <summary>Cases of grade 1 in the window, without false alarms.</summary>
    CasesGrade1,

    /// <summary>Cases of grade 2 in the window, without false alarms.</summary>
    CasesGrade2,

    /// <summary>Cases of grade 3 in the window, without false alarms.</summary>
    CasesGrade3,

    /// <summary>Deadlines that the merchant missed in cases of the window.</summary>
    MissedDeadlines,

    /// <summary>Leads in the window from the public, customers and whistle-blowers.</summary>
    Reports,

    /// <summary>Leads in the window from bad ratings.</summary>
    BadRatings,

    /// <summary>What the licence checks find now on platforms.</summary>
    LicenceFindings,

    /// <summary>Orders to suspend or delist that were sent in the window.</summary>
    OfflineOrders,

    /// <summary>1 when hot 网红.</summary>
    Hot,

    /// <summary>1 when takeaway only 无堂食.</summary>
    NoDineIn,

    /// <summary>1 for a school's canteen 学校食堂.</summary>
    SchoolCanteen,

    /// <summary>1 when the entry was not refreshed in time.</summary>
    StaleEntry,

    /// <summary>1 when no box is connected.</summary>
    NoCamera,
}

/// <summary>Words of indicators.</summary>
public static class RiskIndicators
{
    /// <summary>The word in the policy file, on the wire and in texts: <c>cases-grade-1</c>.</summary>
    public static string Word(this RiskIndicator indicator) => indicator switch
    {
        RiskIndicator.CasesGrade1 => "cases-grade-1",
        RiskIndicator.CasesGrade2 => "cases-grade-2",
        RiskIndicator.CasesGrade3 => "cases-grade-3",
        RiskIndicator.MissedDeadlines => "missed-deadlines",
        RiskIndicator.Reports => "reports",
        RiskIndicator.BadRatings => "bad-ratings",
        RiskIndicator.LicenceFindings => "licence-findings",
        RiskIndicator.OfflineOrders => "offline-orders",
        RiskIndicator.Hot => "hot",
        RiskIndicator.NoDineIn => "no-dine-in",
        RiskIndicator.SchoolCanteen => "school-canteen",
        RiskIndicator.StaleEntry => "stale-entry",
        RiskIndicator.NoCamera => "no-camera",
        _ => throw new ArgumentOutOfRangeException(nameof(indicator)),
    };

    /// <summary>The indicator of a word; null when there is none.</summary>
    public static RiskIndicator? Parse(string word)
    {
        foreach (var indicator in Enum.GetValues<RiskIndicator>())
            if (indicator.Word() == word)
                return indicator;
        return null;
    }
}
