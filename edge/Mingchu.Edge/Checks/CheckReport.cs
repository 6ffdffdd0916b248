using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mingchu.Edge.Config;

namespace Mingchu.Edge.Checks;

/// <summary>Findings for people and for programs.</summary>
public static class CheckReport
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>A line each, the worst last, and a line that sums up.</summary>
    public static string Text(IReadOnlyList<Finding> findings, CultureInfo language)
    {
        var text = new StringBuilder();
        foreach (var finding in findings.OrderBy(f => f.Severity))
            text.Append(In(language, $"severity.{finding.Severity.ToString().ToLowerInvariant()}").PadRight(6)).Append(finding.Subject).Append(": ").Append(finding.In(language)).Append('\n');
        var (errors, warnings) = (Count(findings, Severity.Error), Count(findings, Severity.Warning));
        return text.Append(errors > 0 ? In(language, "sum.error", errors, warnings) : warnings > 0 ? In(language, "sum.warning", warnings) : In(language, "sum.ok")).Append('\n').ToString();
    }

    /// <summary>One object: device, worst severity, findings.</summary>
    public static string Json(EdgeConfig config, IReadOnlyList<Finding> findings, CultureInfo language) => JsonSerializer.Serialize(
        new
        {
            device = config.Device,
            worst = findings.Select(f => f.Severity).DefaultIfEmpty().Max(),
            findings = findings.Select(f => new { f.Severity, f.Subject, f.Code, text = f.In(language) }),
        }, Options);

    private static int Count(IReadOnlyList<Finding> findings, Severity severity) => findings.Count(f => f.Severity == severity);

    private static string In(CultureInfo language, string code, params IReadOnlyList<object?> values) => new Finding(default, "", code, values).In(language);
}
