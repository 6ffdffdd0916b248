using System.Globalization;
using System.Resources;
using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Core;

/// <summary>Texts of phrases in English and Chinese, from <c>Phrases.resx</c> and <c>Phrases.zh-Hans.resx</c>.</summary>
public static class Phrases
{
    private static readonly ResourceManager Texts = new("Mingchu.Collector.Core.Phrases", typeof(Phrases).Assembly);

    /// <summary>The sentence in this culture; an unknown code shows itself and its values, so that nothing is hidden.</summary>
    public static string In(this Phrase phrase, CultureInfo culture)
    {
        var values = phrase.Values.Select(v => (object)Word(v, culture)).ToArray();
        return Texts.GetString(phrase.Code, culture) is { } text
            ? string.Format(culture, text, values)
            : string.Join(' ', values.Prepend(phrase.Code));
    }

    /// <summary>The text of a single key such as <c>stage.open</c>; the key itself when there is none.</summary>
    public static string Word(string key, CultureInfo culture)
    {
        if (!key.StartsWith('@'))
            return key;
        if (key.StartsWith("@hazard.", StringComparison.Ordinal) && HazardList.Current.Find(key[8..]) is { } hazard)
            return culture.TwoLetterISOLanguageName == "zh" ? hazard.Zh : hazard.En;
        return Texts.GetString(key[1..], culture) ?? key[1..];
    }
}
