namespace Mingchu.Collector.Core.Premises;

/// <summary>
/// Keeps spreadsheet programs from taking a cell for a formula: what begins with one of <c>= + - @ '</c> gets an apostrophe before it on the way
/// out, and loses that one on the way in, so that what was exported is what is imported.
/// </summary>
public static class Cells
{
    private const string Dangerous = "=+-@'\t\r＝＋－＠";

    /// <summary>The cell as it is written.</summary>
    public static string Protect(string text) => IsDangerous(text) ? "'" + text : text;

    /// <summary>The cell as it was meant.</summary>
    public static string Unprotect(string cell) => cell.StartsWith('\'') && IsDangerous(cell[1..]) ? cell[1..] : cell;

    private static bool IsDangerous(string text) => text.Length > 0 && Dangerous.Contains(text[0]);
}
