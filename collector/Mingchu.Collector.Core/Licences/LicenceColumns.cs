using System.Globalization;
using Mingchu.Collector.Core.Premises;

namespace Mingchu.Collector.Core.Licences;

/// <summary>The columns of files that licences are imported from, and the fields of requests; one place for how each is read and checked.</summary>
public static class LicenceColumns
{
    /// <summary>Names of the columns, in order.</summary>
    public static IReadOnlyList<string> All { get; } = ["number", "premises", "kind", "name", "address", "scope", "issuer", "valid-from", "valid-to", "revoked"];

    private static readonly string[] Chinese = ["证号", "主体编号", "类别", "名称", "地址", "经营范围", "发证机关", "有效期起", "有效期止", "已注销"];

    /// <summary>The column of a header cell, by either name; null when there is none.</summary>
    public static string? Of(string header) =>
        All.FirstOrDefault(c => string.Equals(c, header.Trim(), StringComparison.OrdinalIgnoreCase)) ?? (Array.IndexOf(Chinese, header.Trim()) is >= 0 and var at ? All[at] : null);

    /// <summary>What people read above a column.</summary>
    public static string Label(string column, CultureInfo culture) => culture.TwoLetterISOLanguageName == "zh" ? Chinese[All.ToList().IndexOf(column)] : column;

    /// <summary>A licence as cells by column.</summary>
    public static Dictionary<string, string> Read(LicenceEntry entry) => new(StringComparer.Ordinal)
    {
        ["number"] = entry.Number, ["premises"] = entry.PremisesId, ["kind"] = entry.Kind.Word(), ["name"] = entry.Name, ["address"] = entry.Address, ["scope"] = entry.Scope,
        ["issuer"] = entry.Issuer, ["valid-from"] = Day(entry.ValidFrom), ["valid-to"] = entry.ValidTo is { } to ? Day(to) : "", ["revoked"] = entry.Revoked ? "yes" : "",
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The licence of some cells, or every error.</summary>
    /// <param name="cells">Content by column; what is missing is empty.</param>
    /// <param name="row">Row for the errors.</param>
    public static (LicenceEntry? Entry, IReadOnlyList<FieldError> Errors) Parse(IReadOnlyDictionary<string, string> cells, int row)
    {
        List<FieldError> errors = [];
        string Text(string column, int most, bool needed)
        {
            var text = (cells.GetValueOrDefault(column) ?? "").Trim();
            if (text.Any(char.IsControl))
                errors.Add(new(row, column, Phrase.Of("field.control")));
            else if (text.Length > most)
                errors.Add(new(row, column, Phrase.Of("field.long", $"{most}")));
            else if (needed && text.Length == 0)
                errors.Add(new(row, column, Phrase.Of("field.missing")));
            return text;
        }

        DateOnly? Day(string column, bool needed)
        {
            var text = Text(column, 10, needed);
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return day;
            if (text.Length > 0)
                errors.Add(new(row, column, Phrase.Of("field.day")));
            return null;
        }

        var number = Text("number", 64, true);
        if (!number.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            errors.Add(new(row, "number", Phrase.Of("field.licence")));
        var kind = LicenceKinds.Parse(Text("kind", 32, true));
        if (kind is null)
            errors.Add(new(row, "kind", Phrase.Of("field.kind", string.Join(", ", Enum.GetValues<LicenceKind>().Select(k => k.Word())))));
        var (from, to) = (Day("valid-from", true), Day("valid-to", false));
        if (to < from)
            errors.Add(new(row, "valid-to", Phrase.Of("field.before")));
        var revoked = Text("revoked", 5, false).ToLowerInvariant();
        if (revoked is not ("" or "no" or "false" or "否" or "yes" or "true" or "是"))
            errors.Add(new(row, "revoked", Phrase.Of("field.flag")));
        var entry = new LicenceEntry(number, Text("premises", 64, true), kind ?? default, Text("name", 200, true), Text("address", 400, true), Text("scope", 2000, false),
            Text("issuer", 200, true), from ?? default, to, revoked is "yes" or "true" or "是");
        return errors.Count > 0 ? (null, errors) : (entry, []);
    }
}
