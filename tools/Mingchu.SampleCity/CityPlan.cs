namespace Mingchu.SampleCity;

/// <summary>How large the city is and how long its history; the same plan makes the same city, to the last byte.</summary>
/// <param name="Premises">Food businesses, &gt;= 1.</param>
/// <param name="Months">Months of history, 0..60; 0 for a city in which nothing happened yet.</param>
/// <param name="Seed">Of everything that is drawn.</param>
/// <param name="Until">End of the history, UTC; nothing in it is later.</param>
public sealed record CityPlan(int Premises, int Months, int Seed, DateTimeOffset Until)
{
    /// <summary>Cases of one business in a year, on average. Boxes see a lot: 20,000 businesses make 200,000 cases.</summary>
    public double CasesPerYear { get; init; } = 10;

    /// <summary>Share of cases that boxes began.</summary>
    public double AlertShare { get; init; } = 0.8;

    /// <summary>Alerts in a case that a box began, on average; they come in bursts. 200,000 cases hold 1,000,000.</summary>
    public double AlertsPerCase { get; init; } = 6.5;

    /// <summary>Share of kitchens of restaurants and canteens that have a box.</summary>
    public double KitchenShare { get; init; } = 0.4;

    /// <summary>Share of shops on platforms that a notice is about in a year.</summary>
    public double NoticesPerShop { get; init; } = 0.1;

    /// <summary>Begin of the history, UTC.</summary>
    public DateTimeOffset Since => Until.AddMonths(-Months);

    /// <summary>Cases in all.</summary>
    public int Cases => (int)(Premises * CasesPerYear * Months / 12);
}
