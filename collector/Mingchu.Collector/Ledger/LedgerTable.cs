using System.Globalization;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Premises;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Ledger;

/// <summary>The ledger as rows of cells, in the reader's language, for CSV and Excel files.</summary>
public static class LedgerTable
{
    private static readonly string[] Columns = ["number", "source", "registered", "premises", "area", "hazard", "summary", "unit", "result", "result-text", "system", "reference"];

    /// <summary>The first row.</summary>
    public static IReadOnlyList<string> Header => [.. Columns.Select(c => Text($"ledger.{c}"))];

    /// <summary>A line as a row; no cell is a formula.</summary>
    /// <param name="line">The line.</param>
    /// <param name="offset">Offset of the times in the file.</param>
    public static IReadOnlyList<string> Row(LedgerLine line, TimeSpan offset) =>
        [.. ((string?[])[line.Number, Text($"source.{line.Source.Word()}"), line.RegisteredAt.ToOffset(offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), line.PremisesName,
            line.Area, Hazard(line.Hazard), line.Summary, line.UnitName, Text($"stage.{line.Result.Word()}"), line.ResultText, line.System, line.Reference]).Select(c => Cells.Protect(c ?? ""))];
}
