using System.Globalization;
using System.Resources;
using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Resources;

/// <summary>Every sentence a person reads, by key, in English (<c>Texts.resx</c>) and Chinese (<c>Texts.zh-Hans.resx</c>).</summary>
public static class Texts
{
    /// <summary>Languages there are, the default first.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["zh-CN", "en"];

    private static readonly ResourceManager Resources = new("Mingchu.Collector.Resources.Texts", typeof(Texts).Assembly);

    /// <summary>The text in the language of the current reader; the key itself when there is none.</summary>
    public static string Text(string key, params object?[] arguments) => In(CultureInfo.CurrentUICulture, key, arguments);

    /// <summary>The text in a given language.</summary>
    public static string In(CultureInfo language, string key, params object?[] arguments)
    {
        var text = Resources.GetString(key, language) ?? key;
        return arguments.Length == 0 ? text : string.Format(language, text, arguments);
    }

    /// <summary>The text in the language of the current reader, or null when there is none under this key.</summary>
    public static string? Find(string key) => Resources.GetString(key, CultureInfo.CurrentUICulture);

    /// <summary>Name of a hazard; its code when the list does not know it.</summary>
    public static string Hazard(string code) => HazardIn(CultureInfo.CurrentUICulture, code);

    /// <summary>Name of a hazard in a given language.</summary>
    public static string HazardIn(CultureInfo language, string code) =>
        HazardList.Current.Find(code) is { } hazard ? language.TwoLetterISOLanguageName == "zh" ? hazard.Zh : hazard.En : code;

}
