using System.Globalization;
using System.Text.Json.Serialization;

namespace Mingchu.Collector.Core.Calm;

/// <summary>The JSON form of a <see cref="CalmPolicy"/>; comments and trailing commas are allowed, unknown names are not.</summary>
public static class CalmFile
{
    /// <summary>The policy, or every error with its path.</summary>
    public static (CalmPolicy? Policy, IReadOnlyList<string> Errors) Parse(string json)
    {
        var (form, errors) = PolicyText.Read(json, CalmJson.Default.CalmForm);
        if (form is null)
            return (null, errors);
        List<string> wrong = [.. errors];
        if (string.IsNullOrWhiteSpace(form.Version) || form.Version.Length > 32)
            wrong.Add("version: give the policy a version of 1..32 characters");
        if (form.Flapping is { Notices: < 1 })
            wrong.Add("flapping.notices: must be at least 1");
        if (form.Flapping is { WindowMinutes: not > 0 })
            wrong.Add("flapping.windowMinutes: must be greater than 0");
        var hours = form.QuietHours.Select((h, i) => Hours(h, $"quietHours[{i}]", wrong)).OfType<QuietHours>().ToList();
        return wrong.Count > 0 ? (null, wrong) : (new(form.Version, form.Inhibit, form.Flapping, hours), []);
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

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    ReadCommentHandling = System.Text.Json.JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(CalmForm))]
internal sealed partial class CalmJson : JsonSerializerContext;
