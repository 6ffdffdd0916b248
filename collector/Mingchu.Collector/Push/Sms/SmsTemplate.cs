using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace Mingchu.Collector.Push.Sms;

/// <summary>Fills placeholders, each escaped for where it stands: a value can end neither a string of JSON nor a field of a form.</summary>
public static partial class SmsTemplate
{
    /// <summary>Values become the inside of JSON strings.</summary>
    public const string Json = "application/json";

    /// <summary>Values are percent-encoded.</summary>
    public const string Form = "application/x-www-form-urlencoded";

    private static readonly string[] Names = ["phone", "text", "id", "number", "premises", "hazard", "grade", "url"];

    /// <summary>The template with its values.</summary>
    /// <param name="template">Text with <c>{name}</c> and <c>{secret:name}</c>; other braces stay.</param>
    /// <param name="value">Value of a placeholder by what stands between its braces.</param>
    /// <param name="contentType"><see cref="Json"/>, <see cref="Form"/>, or another for values as they are.</param>
    public static string Fill(string template, Func<string, string> value, string contentType) => Placeholder().Replace(template, found => value(found.Groups[1].Value) is var text ? contentType switch
    {
        Json => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text),
        Form => Uri.EscapeDataString(text),
        _ => text,
    } : "");

    /// <summary>Placeholders of a template that have no value.</summary>
    public static IEnumerable<string> Unknown(string template, ICollection<string> secrets) =>
        Placeholder().Matches(template).Select(m => m.Groups[1].Value).Where(n => !Names.Contains(n) && !(n.StartsWith("secret:", StringComparison.Ordinal) && secrets.Contains(n[7..])));

    /// <summary>What can be filled in, for people.</summary>
    public static string Known(ICollection<string> secrets) => string.Join(", ", Names.Concat(secrets.Select(s => "secret:" + s)).Select(n => $"{{{n}}}"));

    // A word in braces; the braces of JSON hold quotes or spaces first.
    [GeneratedRegex(@"\{([a-zA-Z][a-zA-Z0-9:_-]*)\}")]
    private static partial Regex Placeholder();
}
