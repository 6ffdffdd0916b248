using System.Globalization;

namespace Mingchu.Collector.Core.Patrols;

/// <summary>A text in both languages.</summary>
/// <param name="Zh">Chinese, not empty.</param>
/// <param name="En">English, not empty.</param>
public sealed record Words(string Zh, string En)
{
    /// <summary>The text for readers of this culture: Chinese for Chinese, else English.</summary>
    public string In(CultureInfo culture) => culture.TwoLetterISOLanguageName == "zh" ? Zh : En;

    internal string? Fault(int most) =>
        string.IsNullOrWhiteSpace(Zh) || string.IsNullOrWhiteSpace(En) ? "give the text in zh and en" : Zh.Length > most || En.Length > most ? $"at most {most} characters" : null;
}
