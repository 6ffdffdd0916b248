using System.Globalization;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Ledger;

/// <summary>Which leads the ledger shows; an empty filter shows all that the reader may see.</summary>
public sealed record LedgerFilter
{
    public LeadSource? Source { get; init; }

    /// <summary>First day of registration.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of registration.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Part of the summary, or a case's or another system's number.</summary>
    public string? Text { get; init; }

    /// <summary>Who has the case.</summary>
    public Role? Unit { get; init; }

    /// <summary>Where the case stands.</summary>
    public Stage? Result { get; init; }

    /// <summary>This area and what lies in it.</summary>
    public Area? Area { get; init; }

    public string? Hazard { get; init; }

    /// <summary>The filter of an address, or the name of the parameter that says nonsense. <c>month</c> (yyyy-MM) stands for from and until.</summary>
    public static (LedgerFilter? Filter, string? Fault) Of(IQueryCollection query)
    {
        string? fault = null;
        string? Word(string name) => query[name].ToString() is var text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
        T? Known<T>(string name, Func<string, T?> parse)
            where T : struct
        {
            var word = Word(name);
            var value = word is null ? null : parse(word);
            if (word is not null && value is null)
                fault ??= name;
            return value;
        }

        Area? area = null;
        if (Word("area") is { } path && !Core.Areas.Area.TryParse(path.Trim('/'), out area))
            fault ??= "area";
        var hazard = Word("hazard");
        if (hazard is not null && HazardList.Current.Find(hazard) is null)
            fault ??= "hazard";
        var month = Known("month", w => Core.Premises.Month.Parse(w) is { } m ? (DateOnly?)new DateOnly(m.Index / 12, (m.Index % 12) + 1, 1) : null);
        var filter = new LedgerFilter
        {
            Source = Known<LeadSource>("source", w => LeadSources.Parse(w)),
            From = month ?? Known<DateOnly>("from", Day),
            Until = month?.AddMonths(1).AddDays(-1) ?? Known<DateOnly>("until", Day),
            Text = Word("q"),
            Unit = Known<Role>("unit", w => RoleRules.Parse(w)),
            Result = Known<Stage>("result", w => Enum.GetValues<Stage>().Cast<Stage?>().FirstOrDefault(s => s!.Value.Word() == w)),
            Area = area,
            Hazard = hazard,
        };
        return fault is null ? (filter, null) : (null, fault);
    }

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
