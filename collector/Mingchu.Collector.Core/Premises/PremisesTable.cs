namespace Mingchu.Collector.Core.Premises;

/// <summary>Premises as rows of cells, the form that CSV and Excel files share.</summary>
public static class PremisesTable
{
    /// <summary>The first row.</summary>
    public static IReadOnlyList<string> Header { get; } = [.. PremisesColumns.All.Select(c => c.Name)];

    /// <summary>One premises as a row.</summary>
    public static IReadOnlyList<string> Row(PremisesEntry entry) => [.. PremisesColumns.All.Select(c => Cells.Protect(c.Read(entry)))];

    /// <summary>What an import of these rows would do.</summary>
    /// <param name="rows">Header and rows; empty ones are passed over.</param>
    /// <param name="existing">What the register has, by id.</param>
    /// <param name="place">What does not fit the rest of the register, null when all does: an area that is not in the tree or not the importer's, a platform that nobody knows.</param>
    public static ImportPlan Plan(
        IReadOnlyList<IReadOnlyList<string>> rows, IReadOnlyDictionary<string, PremisesEntry> existing, Func<PremisesEntry, FieldError?> place)
    {
        if (rows.Count == 0)
            return ImportPlan.Failed([new(1, "", Phrase.Of("import.empty"))]);
        var columns = rows[0].Select(PremisesColumns.Of).ToList();
        var errors = HeaderErrors(rows[0], columns).ToList();
        if (errors.Count > 0)
            return ImportPlan.Failed(errors);

        List<PremisesEntry> added = [];
        List<PremisesEntry> changed = [];
        var unchanged = 0;
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        for (var i = 1; i < rows.Count; i++)
        {
            var (row, number) = (rows[i], i + 1);
            if (row.All(string.IsNullOrWhiteSpace))
                continue;
            if (row.Count > columns.Count)
            {
                errors.Add(new(number, "", Phrase.Of("import.cells", $"{columns.Count}", $"{row.Count}")));
                continue;
            }

            var cells = columns.Select((c, n) => (c!, n < row.Count ? Cells.Unprotect(row[n].Trim()) : "")).ToList();
            var id = cells.First(c => c.Item1.Name == "id").Item2;
            var old = existing.GetValueOrDefault(id);
            var (entry, faults) = PremisesColumns.Parse(cells, number, old);
            errors.AddRange(faults);
            if (!seen.TryAdd(id, number) && id.Length > 0)
                errors.Add(new(number, "id", Phrase.Of("import.twice", $"{seen[id]}")));
            if (entry is null)
                continue;
            if (place(entry) is { } fault)
                errors.Add(fault with { Row = number });
            if (old is null)
                added.Add(entry);
            else if (entry != old)
                changed.Add(entry);
            else
                unchanged++;
        }

        return errors.Count > 0 ? ImportPlan.Failed(errors) : new(added, changed, unchanged, []);
    }

    private static IEnumerable<FieldError> HeaderErrors(IReadOnlyList<string> header, List<PremisesColumn?> columns)
    {
        for (var i = 0; i < columns.Count; i++)
            if (columns[i] is not { } column)
                yield return new(1, header[i], Phrase.Of("import.column", string.Join(", ", Header)));
            else if (columns.IndexOf(column) != i)
                yield return new(1, column.Name, Phrase.Of("import.column-twice"));
        foreach (var needed in PremisesColumns.Needed.Where(n => columns.All(c => c?.Name != n)))
            yield return new(1, needed, Phrase.Of("import.column-missing"));
    }
}
