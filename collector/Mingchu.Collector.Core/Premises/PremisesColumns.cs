using System.Globalization;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Premises;

/// <summary>The columns, in their order in files. One place for how every field is written, read and checked, whatever the way in.</summary>
public static class PremisesColumns
{
    private const int MaxCount = 10_000_000;

    private static readonly PremisesEntry Blank = new("", "", Area.Of("x"), PremisesKind.Catering);

    /// <summary>All columns; those of <see cref="Needed"/> must be in every file.</summary>
    public static IReadOnlyList<PremisesColumn> All { get; } =
    [
        new("id", "编号", e => e.Id, (e, t) => Topics.IsId(t) ? (e with { Id = t }, null) : (e, Phrase.Of("field.id"))),
        Text("name", "名称", 200, e => e.Name, (e, t) => e with { Name = t }, needed: true),
        new("area", "区划", e => e.Area.Path, (e, t) => Area.TryParse(t, out var area) ? (e with { Area = area }, null) : (e, Phrase.Of("field.area"))),
        new("kind", "类别", e => e.Kind.Word(), (e, t) => PremisesWords.Kind(t) is { } kind
            ? (e with { Kind = kind }, null) : (e, Phrase.Of("field.kind", string.Join(", ", Enum.GetValues<PremisesKind>().Select(k => k.Word()))))),
        Text("address", "地址", 400, e => e.Address, (e, t) => e with { Address = t }),
        Text("scope", "经营范围", 2000, e => e.Scope, (e, t) => e with { Scope = t }),
        Text("licence", "许可证号", 64, e => e.Licence, (e, t) => e with { Licence = t }),
        Text("person", "负责人", 100, e => e.PersonInCharge, (e, t) => e with { PersonInCharge = t }),
        Text("contact", "联系电话", 100, e => e.Contact, (e, t) => e with { Contact = t }),
        Degrees("latitude", "纬度", 90, e => e.Latitude, (e, d) => e with { Latitude = d }),
        Degrees("longitude", "经度", 180, e => e.Longitude, (e, d) => e with { Longitude = d }),
        Flag("no-dine-in", "无堂食", e => e.NoDineIn, (e, b) => e with { NoDineIn = b }),
        Flag("hot", "网红", e => e.Hot, (e, b) => e with { Hot = b }),
        Flag("school-canteen", "学校食堂", e => e.SchoolCanteen, (e, b) => e with { SchoolCanteen = b }),
        Flag("near-school", "学校周边", e => e.NearSchool, (e, b) => e with { NearSchool = b }),
        Count("monthly-orders", "月销量", e => e.MonthlyOrders, (e, n) => e with { MonthlyOrders = n }),
        Text("category", "品类", 64, e => e.Category, (e, t) => e with { Category = t }),
        Count("bad-ratings", "月差评数", e => e.BadRatings, (e, n) => e with { BadRatings = n }),
        new("platforms", "订餐平台", e => e.OnPlatforms, (e, t) => PlatformIds.Parse(t) is { } ids
            ? (e with { OnPlatforms = ids }, null) : (e, Phrase.Of("field.platforms", PlatformIds.Most.ToString(CultureInfo.InvariantCulture)))),
        new("status", "状态", e => e.Status.Word(), (e, t) => t.Length == 0 ? (e with { Status = PremisesStatus.Open }, null)
            : PremisesWords.Status(t == "停止经营" ? "stopped" : t) is { } status ? (e with { Status = status }, null) : (e, Phrase.Of("field.status"))),
        new("refreshed", "更新月份", e => e.Refreshed?.ToString() ?? "", (e, t) => t.Length == 0 ? (e with { Refreshed = null }, null)
            : Month.Parse(t) is { } month ? (e with { Refreshed = month }, null) : (e, Phrase.Of("field.month"))),
    ];

    /// <summary>Columns that every file must have.</summary>
    public static IReadOnlyList<string> Needed { get; } = ["id", "name", "area", "kind"];

    /// <summary>The column of a header cell, by either name; null when there is none.</summary>
    public static PremisesColumn? Of(string header) =>
        All.FirstOrDefault(c => string.Equals(c.Name, header.Trim(), StringComparison.OrdinalIgnoreCase) || c.Chinese == header.Trim());

    /// <summary>The entry of some cells, or every error.</summary>
    /// <param name="cells">Content by column; what is missing stays as in <paramref name="start"/>.</param>
    /// <param name="row">Row for the errors.</param>
    /// <param name="start">The entry as it is; null for a new one.</param>
    public static (PremisesEntry? Entry, IReadOnlyList<FieldError> Errors) Parse(
        IEnumerable<(PremisesColumn Column, string Cell)> cells, int row, PremisesEntry? start = null)
    {
        var entry = start ?? Blank;
        List<FieldError> errors = [];
        foreach (var (column, cell) in cells)
        {
            (entry, var fault) = cell.Any(char.IsControl) ? (entry, Phrase.Of("field.control")) : column.Write(entry, cell.Trim());
            if (fault is not null)
                errors.Add(new(row, column.Name, fault));
        }

        if (errors.Count == 0 && entry.Latitude is null != entry.Longitude is null)
            errors.Add(new(row, entry.Latitude is null ? "latitude" : "longitude", Phrase.Of("field.coordinates")));
        return (errors.Count == 0 ? entry : null, errors);
    }

    private static PremisesColumn Text(string name, string chinese, int most, Func<PremisesEntry, string> read, Func<PremisesEntry, string, PremisesEntry> write, bool needed = false) =>
        new(name, chinese, read, (e, t) => t.Length > most ? (e, Phrase.Of("field.long", $"{most}")) : needed && t.Length == 0 ? (e, Phrase.Of("field.missing")) : (write(e, t), null));

    private static PremisesColumn Degrees(string name, string chinese, double most, Func<PremisesEntry, double?> read, Func<PremisesEntry, double?, PremisesEntry> write) =>
        new(name, chinese, e => read(e)?.ToString("R", CultureInfo.InvariantCulture) ?? "", (e, t) => t.Length == 0 ? (write(e, null), null)
            : double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most
                ? (write(e, degrees), null) : (e, Phrase.Of("field.degrees", most.ToString(CultureInfo.InvariantCulture))));

    private static PremisesColumn Count(string name, string chinese, Func<PremisesEntry, int?> read, Func<PremisesEntry, int?, PremisesEntry> write) =>
        new(name, chinese, e => read(e)?.ToString(CultureInfo.InvariantCulture) ?? "", (e, t) => t.Length == 0 ? (write(e, null), null)
            : int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= MaxCount ? (write(e, count), null) : (e, Phrase.Of("field.count", $"{MaxCount}")));

    private static PremisesColumn Flag(string name, string chinese, Func<PremisesEntry, bool> read, Func<PremisesEntry, bool, PremisesEntry> write) =>
        new(name, chinese, e => read(e) ? "yes" : "", (e, t) => t.ToLowerInvariant() switch
        {
            "" or "no" or "false" or "0" or "否" => (write(e, false), null),
            "yes" or "true" or "1" or "是" => (write(e, true), null),
            _ => (e, Phrase.Of("field.flag")),
        });
}
