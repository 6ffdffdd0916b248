using System.Globalization;

namespace Mingchu.Collector.Core.Premises;

/// <summary>A month of a year, as <c>2026-11</c>.</summary>
/// <param name="Index">Months since January of the year 0.</param>
public readonly record struct Month(int Index) : IComparable<Month>
{
    /// <summary>The month of a moment, UTC+8: the months of the registers are those of China.</summary>
    public static Month Of(DateTimeOffset at)
    {
        var there = at.ToOffset(TimeSpan.FromHours(8));
        return new((there.Year * 12) + there.Month - 1);
    }

    /// <summary>The month of <c>yyyy-MM</c>; null for other texts.</summary>
    public static Month? Parse(string text) =>
        DateTime.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? new((date.Year * 12) + date.Month - 1) : null;

    /// <summary>So many months before.</summary>
    public Month Before(int months) => new(Index - months);

    /// <inheritdoc/>
    public int CompareTo(Month other) => Index.CompareTo(other.Index);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index / 12:D4}-{(Index % 12) + 1:D2}");

    public static bool operator <(Month a, Month b) => a.Index < b.Index;

    public static bool operator >(Month a, Month b) => a.Index > b.Index;

    public static bool operator <=(Month a, Month b) => a.Index <= b.Index;

    public static bool operator >=(Month a, Month b) => a.Index >= b.Index;
}
