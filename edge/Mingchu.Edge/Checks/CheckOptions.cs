using System.Globalization;

namespace Mingchu.Edge.Checks;

/// <summary>How <c>mingchu-edge check</c> goes about it.</summary>
/// <param name="Offline">Asks neither cameras nor collector.</param>
/// <param name="Json">For programs.</param>
/// <param name="Pictures">Folder for a picture of each camera; null for none.</param>
/// <param name="Language">Of the sentences.</param>
public sealed record CheckOptions(bool Offline, bool Json, string? Pictures, CultureInfo Language)
{
    /// <summary>The language asked for, or that of the machine: Chinese or English.</summary>
    public static CultureInfo LanguageOf(string? asked) =>
        CultureInfo.GetCultureInfo((asked ?? CultureInfo.CurrentUICulture.Name).StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh-Hans" : "en");
}
