using System.Globalization;

namespace Mingchu.Collector.Core.Calm;

/// <summary>The JSON form of a <see cref="CalmPolicy"/>; comments and trailing commas are allowed, unknown names are not.</summary>
public static class CalmFile
{
    /// <summary>The policy, or every error with its path.</summary>
    public static (CalmPolicy? Policy, IReadOnlyList<string> Errors) Parse(string json) => PolicyText.Parse(json, PolicyForms.Default.CalmForm, Build);

    private static CalmPolicy Build(CalmForm form, List<string> wrong)
    {
        PolicyText.Version(form.Version, wrong);
        if (form.Flapping is { Begin: < 2 })
            wrong.Add("flapping.begin: must be at least 2");
        if (form.Flapping is { } limit && (limit.End < 1 || limit.End >= limit.Begin))
            wrong.Add("flapping.end: must be at least 1 and less than begin");
        if (form.Flapping is { WindowMinutes: not > 0 })
            wrong.Add("flapping.windowMinutes: must be greater than 0");
        if (form.Flapping is { CalmMinutes: not >= 0 })
            wrong.Add("flapping.calmMinutes: must not be negative");
        var hours = form.QuietHours.Select((h, i) => Hours(h, $"quietHours[{i}]", wrong)).OfType<QuietHours>().ToList();
        return new(form.Version, form.Inhibit, form.Flapping, hours);
    }

    private static QuietHours? Hours(QuietHoursForm form, string path, List<string> errors)
    {
        if (form.Audiences.Count == 0)
            errors.Add($"{path}.audiences: name who is left in peace, e.g. merchant");
        if (Time(form.From, out var from) && Time(form.To, out var to) && from != to)
            return new(form.Audiences, from, to, form.ExceptGrades);
        errors.Add($"{path}: from and to must be different times like 22:00");
        return null;
    }

    private static bool Time(string? text, out TimeOnly time) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}

internal sealed record CalmForm(string Version, bool Inhibit, FlapLimit? Flapping, IReadOnlyList<QuietHoursForm> QuietHours);

// Set and not init: the generated reader gives every init property a value, also when the file has none.
internal sealed class QuietHoursForm
{
    public List<string> Audiences { get; set; } = [];
    public string? From { get; set; }
    public string? To { get; set; }
    public List<int> ExceptGrades { get; set; } = [];
}
