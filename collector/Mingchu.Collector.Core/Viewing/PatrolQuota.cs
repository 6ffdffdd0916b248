namespace Mingchu.Collector.Core.Viewing;

/// <summary>How often a section is to look into kitchens by video.</summary>
/// <param name="Name">Of the section, for people.</param>
/// <param name="Accounts">Names of its accounts.</param>
/// <param name="Count">Patrols, 1..1000.</param>
/// <param name="Weekly">Per week from Monday on; otherwise per month.</param>
public sealed record PatrolQuota(string Name, IReadOnlyList<string> Accounts, int Count, bool Weekly)
{
    /// <summary>The first day of the week or month that a day lies in.</summary>
    public DateOnly From(DateOnly day) => Weekly ? day.AddDays(-(((int)day.DayOfWeek + 6) % 7)) : new(day.Year, day.Month, 1);

    /// <summary>The progress on a day.</summary>
    /// <param name="looks">Looks that showed something, of any time and of anybody.</param>
    public PatrolProgress On(DateOnly day, IEnumerable<PatrolLook> looks)
    {
        var from = From(day);
        var until = Weekly ? from.AddDays(6) : from.AddMonths(1).AddDays(-1);
        // Several cameras of one kitchen on one day are one patrol, whoever of the section looks.
        var done = looks.Where(l => Accounts.Contains(l.By) && l.Day >= from && l.Day <= until).Select(l => (l.Premises, l.Day)).Distinct().Count();
        return new(Name, done, Count, from, until);
    }
}
